import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from "request-filtering-agent";

export interface OutgoingRequest {
  readonly url: string;
  readonly method: "GET" | "POST" | "DELETE";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From the first byte sent to the last one read. */
  readonly timeoutMs: number;
  /** The largest answer that is read. */
  readonly maxAnswerBytes: number;
  /** True for an address out of our own settings, such as a fake on this machine; never for one that a person typed. */
  readonly isTrusted: boolean;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** No answer was received: no connection, a refused address, too slow, too large. The other side may have acted all the same. */
export class OutgoingError extends Error {}

const MAX_SOCKETS = 8;
const KEEP_ALIVE_MS = 5_000;

const socketOptions = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: KEEP_ALIVE_MS };
/** What a person typed may not lead into our own network: the address is judged after the name was looked up, at each connection. */
const filtering = {
  http: new RequestFilteringHttpAgent(socketOptions),
  https: new RequestFilteringHttpsAgent(socketOptions),
};
const trusting = { http: new HttpAgent(socketOptions), https: new HttpsAgent(socketOptions) };

/** Sends one request and reads the whole answer. A redirect is an answer like any other and is not followed. Throws OutgoingError. */
export function sendOutgoing(outgoing: OutgoingRequest): Promise<OutgoingAnswer> {
  const url = URL.parse(outgoing.url);
  if (!url || (url.protocol !== "https:" && !(url.protocol === "http:" && outgoing.isTrusted))) {
    return Promise.reject(new OutgoingError("Only https addresses are asked."));
  }
  const agents = outgoing.isTrusted ? trusting : filtering;
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new OutgoingError(reason));
    const isSecure = url.protocol === "https:";
    const sent = (isSecure ? httpsRequest : httpRequest)(url, {
      method: outgoing.method,
      headers: { ...outgoing.headers, ...lengthOf(outgoing.body) },
      agent: isSecure ? agents.https : agents.http,
    });
    const deadline = setTimeout(() => {
      fail(`No answer within ${outgoing.timeoutMs / 1000} seconds.`);
      sent.destroy();
    }, outgoing.timeoutMs);
    sent.on("close", () => clearTimeout(deadline));
    sent.on("error", (error) => fail(error.message));
    sent.on("response", (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      response.on("data", (part: Buffer) => {
        size += part.length;
        if (size > outgoing.maxAnswerBytes) {
          fail(`The answer is larger than ${outgoing.maxAnswerBytes} bytes.`);
          sent.destroy();
        } else parts.push(part);
      });
      response.on("error", (error) => fail(error.message));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: plainHeaders(response.headers),
          body: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.end(outgoing.body);
  });
}

function lengthOf(body: string | undefined): Record<string, string> {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return plain;
}
