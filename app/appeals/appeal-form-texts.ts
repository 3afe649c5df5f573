/** The most a creator or an answer may write. Kept apart from the schemas, so that forms need no validator in the browser. */
export const MAX_MESSAGE_LENGTH = 2_000;
export const MAX_NOTE_LENGTH = 2_000;
