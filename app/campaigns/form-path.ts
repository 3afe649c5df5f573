/** Where a field's sentence goes: its name as the form has it, such as "rules[2].rate". */
export type AddIssue = (field: string, message: string) => void;

/** "products[2].price" as the path that the form library reports errors by. */
export function toPath(field: string): (string | number)[] {
  const match = /^(\w+)\[(\d+)\]\.(\w+)$/.exec(field);
  return match ? [match[1] ?? "", Number(match[2]), match[3] ?? ""] : [field];
}
