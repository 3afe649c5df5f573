import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readAskingHeaders } from "./asking-headers.ts";

/** The request as Node reads it from these lines. */
async function receive(lines: readonly string[]): Promise<IncomingMessage> {
  const server = createServer((_request, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  socket.write(`GET /r/mara HTTP/1.1\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n`);
  const [request] = (await once(server, "request")) as [IncomingMessage];
  return request;
}

/** The same as Node puts it together. */
function asNodeReadsThem({ headers }: IncomingMessage) {
  const { host, referer, cookie, purpose } = headers;
  const [forwardedFor, secPurpose] = [headers["x-forwarded-for"], headers["sec-purpose"]];
  return { host, userAgent: headers["user-agent"], referer, cookie, forwardedFor, secPurpose, purpose, xMoz: headers["x-moz"] };
} // prettier-ignore

test("the headers of a browser are found, whatever the case of their names", async () => {
  const request = await receive([
    ...["Host: go.lumentea.example", "USER-AGENT: Mozilla/5.0", "accept: text/html", "Referer: https://www.instagram.com/"],
    ...["cookie: fs_v=abc; fs_own=x", "X-Forwarded-For: 203.0.113.7", "Sec-Purpose: prefetch;prerender", "Sec-Fetch-Mode: navigate"],
    ...["PURPOSE: prefetch", "X-Moz: prefetch"],
  ]); // prettier-ignore
  expect(readAskingHeaders(request.rawHeaders)).toEqual({
    host: "go.lumentea.example",
    userAgent: "Mozilla/5.0",
    referer: "https://www.instagram.com/",
    cookie: "fs_v=abc; fs_own=x",
    forwardedFor: "203.0.113.7",
    secPurpose: "prefetch;prerender",
    purpose: "prefetch",
    xMoz: "prefetch",
  });
  expect(readAskingHeaders(request.rawHeaders)).toEqual(asNodeReadsThem(request));
});

test("of what is sent twice the first counts, and lists are joined, as Node does it", async () => {
  const request = await receive([
    ...["Host: a.example", "Host: b.example", "User-Agent: one", "user-agent: two", "Referer: https://a.example", "referer: https://b.example"],
    ...["Cookie: fs_v=a", "cookie: fs_v=b", "X-Forwarded-For: 203.0.113.7", "x-forwarded-for: 198.51.100.4, 192.0.2.1"],
  ]); // prettier-ignore
  expect(readAskingHeaders(request.rawHeaders)).toEqual(asNodeReadsThem(request));
});

test("what is absent is undefined", async () => {
  const request = await receive(["Host: a.example", "x-hose: 1", "cookies: 2"]);
  expect(readAskingHeaders(request.rawHeaders)).toEqual(asNodeReadsThem(request));
});
