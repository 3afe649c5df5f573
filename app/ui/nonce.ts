import { createContext } from "react";

/** The nonce of this response's content security policy. The browser keeps the one of the page it loaded first. */
export const NonceContext = createContext("");
