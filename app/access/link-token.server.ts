import { sha256 } from "#app/platform/keys.server.ts";
import type { Services } from "#app/platform/services.server.ts";

/** What a link in a mail lets its reader do. */
export type LinkPurpose = "password-reset" | "invitation";

/**
 * The token of a link in a mail, made from a seed with the server's key. A job that sends the mail carries the seed, and the table
 * the token's hash; neither lets anybody guess the token, and a mail that is written twice holds the same link.
 */
export function linkToken(services: Services, purpose: LinkPurpose, seed: string): string {
  return services.keys.keyedHash(`link:${purpose}`, seed);
}

/** The id of the row behind a link. */
export function linkId(token: string): string {
  return sha256(token);
}

/** The path of the page a link opens. */
export function linkPath(services: Services, purpose: LinkPurpose, seed: string): string {
  const page = purpose === "invitation" ? "invitations" : "reset-password";
  return `/${page}/${linkToken(services, purpose, seed)}`;
}
