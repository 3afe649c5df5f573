import { useFetcher, useLocation } from "@remix-run/react";
import { useEffect, useState } from "react";

const REFRESH_EVERY_MS = 5_000;

/**
 * What a page was loaded with, and from then on what its resource route answers to the same query, asked every few seconds while the
 * page is looked at. Without script the page stays as it was loaded.
 */
export function useLive<Loaded>(loaded: Loaded, path: string): Loaded {
  const fetcher = useFetcher<Loaded>();
  const { search } = useLocation();
  const address = path + search;
  const [answeredFor, setAnsweredFor] = useState("");
  const { load } = fetcher;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== "visible") return;
      load(address);
      setAnsweredFor(address);
    }, REFRESH_EVERY_MS);
    return () => clearInterval(timer);
  }, [load, address]);
  // An answer to another query, or to one that is still on its way, is older than what the page brought.
  const isFresh = answeredFor === address && fetcher.data !== undefined;
  return isFresh ? (fetcher.data as Loaded) : loaded;
}
