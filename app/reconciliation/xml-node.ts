/** An element as xmlbuilder2 converts it: a text, a mapping of names, or several of one name in an array. */
export type XmlNode = string | { readonly [name: string]: XmlNode } | readonly XmlNode[] | undefined;

/** All children of a name, whatever prefix its namespace has, in the order of the document. */
export function childrenOf(node: XmlNode, name: string): XmlNode[] {
  if (node === undefined || typeof node === "string" || isList(node)) return [];
  return Object.entries(node)
    .filter(([key]) => key === name || key.endsWith(`:${name}`))
    .flatMap(([, child]) => (isList(child) ? [...child] : [child]));
}

/** The first element down a path of names; undefined where one is missing. */
export function findNode(node: XmlNode, ...path: string[]): XmlNode {
  return path.reduce<XmlNode>((found, name) => childrenOf(found, name)[0], node);
}

/** The text down a path; empty where there is none. */
export function textOf(node: XmlNode, ...path: string[]): string {
  const found = findNode(node, ...path);
  if (typeof found === "string") return found.trim();
  if (found === undefined || isList(found)) return "";
  const text = found["#"];
  return typeof text === "string" ? text.trim() : "";
}

/** An attribute of an element; empty where there is none. */
export function attributeOf(node: XmlNode, name: string): string {
  if (node === undefined || typeof node === "string" || isList(node)) return "";
  const value = node[`@${name}`];
  return typeof value === "string" ? value : "";
}

function isList(node: XmlNode): node is readonly XmlNode[] {
  return Array.isArray(node);
}
