const NOWHERE = "http://nowhere.invalid";
const MAX_LENGTH = 500;

/**
 * The address to go back to after sign-in, when it is a path of this product; null for anything that could lead elsewhere
 * (`//evil.example`, `/\evil.example`, `javascript:`, control characters).
 */
export function returnPath(text: string | null | undefined): string | null {
  if (!text || text.length > MAX_LENGTH || !text.startsWith("/") || /[\\\u0000-\u001f\u007f]/.test(text)) return null;
  const url = URL.parse(text, NOWHERE);
  if (!url || url.origin !== NOWHERE || url.pathname.startsWith("//")) return null;
  return url.pathname + url.search;
}
