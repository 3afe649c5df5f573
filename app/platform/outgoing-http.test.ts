import dns from "node:dns";
import { createServer } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { OutgoingError, sendOutgoing } from "./outgoing-http.server.ts";

const request = { method: "GET", headers: {}, timeoutMs: 2_000, maxAnswerBytes: 1_000, isTrusted: false } as const;

/** A listener on this machine. Returns its port and how often it was reached. */
async function listen(answer: (path: string) => { status: number; location?: string; body?: string } | null) {
  let count = 0;
  const server = createServer((asked, response) => {
    count += 1;
    const { status, location, body } = answer(asked.url ?? "/") ?? { status: 0 };
    if (status === 0) return;
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, count: () => count };
}

test.each(["127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "169.254.169.254", "0x7f.1", "localhost", "10.1.2.3"])(
  "an address that a person typed does not lead to %s [A33]",
  async (host) => {
    const { port, count } = await listen(() => ({ status: 200 }));
    await expect(sendOutgoing({ ...request, url: `https://${host}:${port}/` })).rejects.toThrow(OutgoingError);
    expect(count()).toBe(0);
  },
);

test("plain http is for our own settings alone", async () => {
  const { port, count } = await listen(() => ({ status: 200, body: "fine" }));
  const url = `http://127.0.0.1:${port}/`;
  await expect(sendOutgoing({ ...request, url })).rejects.toThrow("Only https");
  expect(count()).toBe(0);
  expect(await sendOutgoing({ ...request, url, isTrusted: true })).toMatchObject({ status: 200, body: "fine" });
});

/** Global unicast as far as anybody can tell from it, and routed nowhere: the network 3ffe::/16 was given back in 2006 (RFC 3701). */
const OUTSIDE = { address: "3ffe::1", family: 6 };
const INSIDE = { address: "127.0.0.1", family: 4 };

/** A name server that gives one answer after the other, whatever it is asked. */
function answerNamesWith(answers: { address: string; family: number }[][]): void {
  const { lookup } = dns;
  const told = (_name: string, _options: unknown, say: (error: null, addresses: unknown) => void) =>
    say(null, answers.shift());
  Object.assign(dns, { lookup: told });
  syncBuiltinESMExports();
  onTestFinished(() => {
    Object.assign(dns, { lookup });
    syncBuiltinESMExports();
  });
}

test("a name that flips after its first answer is judged by the answer that is connected to [A33]", async () => {
  const { port, count } = await listen(() => ({ status: 200 }));
  answerNamesWith([[OUTSIDE], [INSIDE], [OUTSIDE, INSIDE]]);
  const ask = () => sendOutgoing({ ...request, url: `https://shop.example:${port}/`, timeoutMs: 500 });
  await expect(ask()).rejects.not.toThrow("private IP address");
  await expect(ask()).rejects.toThrow("private IP address");
  await expect(ask()).rejects.toThrow("private IP address");
  expect(count()).toBe(0);
});

test("a redirect is not followed [A33]", async () => {
  const inside = await listen(() => ({ status: 200, body: "secret" }));
  const outside = await listen(() => ({ status: 302, location: `http://127.0.0.1:${inside.port}/` }));
  const answer = await sendOutgoing({ ...request, url: `http://127.0.0.1:${outside.port}/`, isTrusted: true });
  expect([answer.status, inside.count()]).toEqual([302, 0]);
});

test("an answer that is too large, and one that never comes, end in an error", async () => {
  const { port } = await listen((path) => (path === "/silent" ? null : { status: 200, body: "x".repeat(1_001) }));
  const ask = (path: string) =>
    sendOutgoing({ ...request, url: `http://127.0.0.1:${port}${path}`, isTrusted: true, timeoutMs: 200 });
  await expect(ask("/large")).rejects.toThrow("larger than 1000 bytes");
  await expect(ask("/silent")).rejects.toThrow("No answer within 0.2 seconds");
});
