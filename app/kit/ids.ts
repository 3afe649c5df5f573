/** Makes a fresh UUIDv7 (RFC 9562). An argument everywhere, so that tests and the demo world are deterministic. */
export type NewId = () => string;

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case UUID text. Guards every id that comes from a URL before it reaches SQL. */
export function isId(text: unknown): text is string {
  return typeof text === "string" && uuidPattern.test(text);
}
