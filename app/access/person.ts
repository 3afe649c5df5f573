/** A person who can sign in. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  /** Trimmed and in lower case. */
  readonly email: string;
}

/** How an e-mail address is stored and compared. */
export function normaliseEmail(email: string): string {
  return email.trim().toLowerCase();
}
