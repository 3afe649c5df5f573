import { inflateSync } from "node:zlib";

/** What an independent reader finds in a PDF written with the fonts every reader has (ISO 32000-1, 9.6.2.2), in their Latin letters. */
export interface ReadPdf {
  readonly pageCount: number;
  /** Each piece of text, in the order it is drawn. */
  readonly texts: readonly string[];
}

interface PdfObject {
  readonly head: string;
  /** Unpacked; empty where the object has no stream. */
  readonly stream: string;
}

export function readPdf(file: Buffer): ReadPdf {
  const text = file.toString("latin1");
  if (!/^%PDF-1\.\d/.test(text) || !/%%EOF\s*$/.test(text)) throw new Error("The file is no whole PDF.");
  const objects = readObjects(text);
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b/.test(head));
  const texts = pages.flatMap(({ head }) => {
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]));
    if (!content) throw new Error("A page has no content.");
    return readTexts(content.stream);
  });
  return { pageCount: pages.length, texts };
}

function readObjects(text: string): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  for (const [, id, body = ""] of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = "", rest] = body.split(/\nstream\r?\n/, 2);
    const bytes = Buffer.from(rest?.replace(/\n?endstream$/, "") ?? "", "latin1");
    const isPacked = head.includes("/FlateDecode");
    objects.set(Number(id), {
      head,
      stream: rest === undefined ? "" : (isPacked ? inflateSync(bytes) : bytes).toString("latin1"),
    });
  }
  return objects;
}

/** The strings that are shown; the numbers between their parts only move the letters. */
function readTexts(content: string): string[] {
  const letters = new TextDecoder("windows-1252");
  return [...content.matchAll(/\[([^\]]*)\] TJ/g)].map(([, shown = ""]) => {
    const parts = [...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = ""]) => hex);
    return letters.decode(Buffer.from(parts.join(""), "hex"));
  });
}
