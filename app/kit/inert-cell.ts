/**
 * A text cell that no spreadsheet runs as a formula: a quote goes before = + - @ TAB CR LF and NUL at its start (OWASP, CSV
 * injection). For text alone; amounts stay true numbers.
 */
export function inertCell(text: string): string {
  return /^[=+\-@\t\r\n\0]/.test(text) ? `'${text}` : text;
}
