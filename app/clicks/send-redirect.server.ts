import type { ServerResponse } from "node:http";
import { NOT_STORED } from "./redirect-answers.server.ts";

/** The shop learns which site its visitor comes from, as a shop does from any link, and not which page. */
const REFERRER_POLICY = "strict-origin-when-cross-origin";

/** Names and values in turn: what every redirect says besides where to. */
const alwaysSaid: readonly string[] = [
  ...["Cache-Control", NOT_STORED, "Referrer-Policy", REFERRER_POLICY],
  ...["X-Robots-Tag", "noindex", "Content-Length", "0"],
];
const ALWAYS_WRITTEN = alwaysSaid.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join("");

/** Everything else Node must see first: it knows what may stand in a header, and refuses the rest. */
const printable = /^[\x20-\x7e]*$/;
const MS_PER_SECOND = 1_000;

/**
 * The redirect, once its click is on disk. `setCookie` is empty for a visitor who has one.
 *
 * Where it is this answer's turn on a connection that stays open, which is nearly always, the head goes to the socket as one text, and Node
 * hears by its own event that the answer is finished. `writeHead` and `end` do more, for answers of every shape (DECISIONS.md, 127). Whatever
 * is out of the ordinary goes their way: an answer that has to wait for the one before it, a connection that is closed or to be closed, a
 * character that needs judging.
 */
export function sendRedirect(response: ServerResponse, location: string, setCookie: string): void {
  const { socket } = response;
  const isOrdinary = socket?.writable === true && response.shouldKeepAlive && printable.test(location);
  if (!isOrdinary) {
    const headers = ["Location", location, ...alwaysSaid];
    response.writeHead(302, setCookie === "" ? headers : [...headers, "Set-Cookie", setCookie]).end();
    return;
  }
  const cookie = setCookie === "" ? "" : `Set-Cookie: ${setCookie}\r\n`;
  const head = `HTTP/1.1 302 Found\r\nLocation: ${location}\r\n${ALWAYS_WRITTEN}${cookie}`;
  socket.write(`${head}Date: ${dateNow()}\r\nConnection: keep-alive\r\n\r\n`, "latin1");
  response.emit("finish");
}

let writtenSecond = -1;
let writtenDate = "";

/** The `Date` of an answer (RFC 9110, 6.6.1), written once a second. */
function dateNow(): string {
  const nowMs = Date.now();
  const second = Math.floor(nowMs / MS_PER_SECOND);
  if (second !== writtenSecond) {
    writtenSecond = second;
    writtenDate = new Date(nowMs).toUTCString();
  }
  return writtenDate;
}
