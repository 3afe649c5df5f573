/** The text of a file: UTF-8, else what spreadsheets in Western Europe write (Windows-1252), so that "Grüner Tee" stays readable. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
