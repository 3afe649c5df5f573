type Listener = (slug: string) => void;

const listeners = new Set<Listener>();

/** Calls `listener` with each slug that begins to mean something else in this process. Returns how to stop listening. */
export function onLinkChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Said after the commit, so that who answers redirects in this process reads the link again. A hint: expiry does the rest. */
export function announceLinkChange(slug: string): void {
  for (const listener of listeners) listener(slug);
}
