import { createContext } from "react";

/** The nonce of this response's content security policy. Empty in the browser, which hides nonces on purpose. */
export const NonceContext = createContext("");
