/** Browsers need these; the schemas that judge forms stay on the server. */
export const MAX_MESSAGE_LENGTH = 1_000;
export const MAX_NOTE_LENGTH = 500;
export const MAX_PROOF_LENGTH = 500;
