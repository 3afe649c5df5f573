/** Rows per page of the lists of statements, their lines and findings. */
export const STATEMENTS_SHOWN = 25;
export const LINES_SHOWN = 50;
export const FINDINGS_SHOWN = 25;

/** Findings looked at together; more than that is not one difference after another but a wrong file. */
export const MAX_FINDINGS = 5_000;
