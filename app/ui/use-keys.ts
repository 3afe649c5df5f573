import { useEffect, useRef } from "react";

/** Where a letter is part of a text, or chooses an option, it stays one. */
const typing = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=submit])";

/** Single keys of a page. Without script there are none, and nothing is missing: each does what a button or link of the page does too. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest(typing)) return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
