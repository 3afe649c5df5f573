import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerAdmin } from "./admin-page.ts";
import { CouponShelf } from "./coupon-shelf.ts";
import { OrderShelf } from "./order-shelf.ts";
import type { FakeAnswer, FakeFailure, FakePage, FakeProvider, FakeRequest } from "./fake-provider.ts";

export interface FakeShop {
  /** `http://127.0.0.1:4010`. */
  readonly origin: string;
  readonly shelf: CouponShelf;
  /** Its orders, kept until it closes. */
  readonly orders: OrderShelf;
  /** So many requests fail like this, after so many that still go well. */
  failNext(failure: FakeFailure, count?: number, afterCount?: number): void;
  /** How many requests of the API arrived, failed ones too. */
  readonly requestCount: number;
  close(): Promise<void>;
}

export interface FakeOptions {
  /** Where its coupons are kept; null forgets them at the end. */
  readonly stateFile?: string | null;
  /** 0 takes a free one. */
  readonly port?: number;
}

/** A batch of 5,000 payouts takes about 1.5 MB. */
const MAX_BODY_BYTES = 4_000_000;
const ADMIN_PREFIX = "/admin-page";

/** Starts a stand-in for a provider on this machine, reached over real HTTP. */
export async function startFakeShop(provider: FakeProvider, options: FakeOptions = {}): Promise<FakeShop> {
  const shelf = new CouponShelf(options.stateFile ?? null);
  const orders = new OrderShelf();
  const failures: (FakeFailure | null)[] = [];
  let requestCount = 0;
  const failNext = (failure: FakeFailure, count = 1, afterCount = 0): void => {
    failures.push(...Array<null>(afterCount).fill(null), ...Array<FakeFailure>(count).fill(failure));
  };

  const server = createServer((request, response) => {
    void read(request).then((asked) => {
      if (asked === null) return send(response, { status: 413, body: { message: "Too large" } });
      if (asked.path === "/" || asked.path.startsWith(ADMIN_PREFIX)) {
        return answerAdmin(response, asked, { provider, shelf, failNext });
      }
      const page = provider.answerPage?.(asked) ?? null;
      if (page) return sendPage(response, page);
      requestCount += 1;
      const failure = failures.shift();
      if (failure === "silence") return undefined;
      if (failure === "fault") return send(response, provider.answerFault?.(asked) ?? provider.fault);
      if (failure === "throttle") return send(response, provider.throttled);
      if (failure === "conflict") return send(response, provider.conflict ?? provider.fault);
      const answer = provider.answer(shelf, asked, orders);
      if (failure === "drop") return response.destroy();
      return failure === "late" ? undefined : send(response, answer);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shelf,
    orders,
    failNext,
    get requestCount() {
      return requestCount;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<FakeRequest | null> {
  const url = new URL(request.url ?? "/", "http://fake.invalid");
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) return null;
    parts.push(part);
  }
  return {
    method: request.method ?? "GET",
    path: decodeURI(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(parts).toString("utf8"),
  };
}

function send(response: ServerResponse, { status, body, headers }: FakeAnswer): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, page: FakePage): void {
  if (page.kind === "redirect") {
    response.writeHead(303, { location: page.location }).end();
    return;
  }
  response.writeHead(page.status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page.html);
}
