import { inflateSync } from "node:zlib";

/**
 * The text of a PDF, a line per run, read without the library that wrote it: the streams are inflated and the strings of its operators Tj
 * and TJ taken out (ISO 32000-1, 9.4.3). For fonts with one byte per character, as the built-in ones are.
 */
export function readPdfText(pdf: Buffer): string[] {
  const file = pdf.toString("latin1");
  const runs: string[] = [];
  for (const match of file.matchAll(/\/Filter \/FlateDecode\s*>>\s*stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    const content = inflateSync(Buffer.from(match[1] ?? "", "latin1")).toString("latin1");
    for (const shown of content.matchAll(/(\[[^\]]*\]|<[0-9a-fA-F]*>)\s*T[jJ]/g)) runs.push(decode(shown[1] ?? ""));
  }
  return runs;
}

const windowsCharacters = new TextDecoder("windows-1252");

function decode(operand: string): string {
  const hex = [...operand.matchAll(/<([0-9a-fA-F]*)>/g)].map((part) => part[1] ?? "").join("");
  return windowsCharacters.decode(Buffer.from(hex, "hex"));
}
