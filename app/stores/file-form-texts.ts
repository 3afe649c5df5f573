/** The name of the form's field for one column of a file. */
export function columnFieldOf(index: number): string {
  return `column-${index}`;
}
