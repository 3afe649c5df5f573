/** Characters at the start of a cell that make a spreadsheet run it as a formula (OWASP, CSV injection). */
const startsFormula = /^[=+\-@\t\0]/;

/** A text cell that a spreadsheet shows and never runs. Only for texts: amounts stay true numbers. */
export function inertCell(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}
