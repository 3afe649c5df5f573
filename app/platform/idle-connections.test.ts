import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { closeIdleConnections } from "./idle-connections.server.ts";

const LOOK_MS = 60;
const REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

/** Answers after so long, and holds the connection meanwhile where it is told to. */
async function open(answerAfterMs: number, isHeld: boolean): Promise<Socket> {
  const server = createServer((request, response) => {
    if (isHeld) idle.hold(request, response);
    setTimeout(() => response.end("well"), answerAfterMs);
  });
  const idle = closeIdleConnections(server, LOOK_MS);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.setEncoding("utf8");
  onTestFinished(() => {
    socket.destroy();
    server.close();
  });
  await once(socket, "connect");
  return socket;
}

async function ask(socket: Socket): Promise<string> {
  socket.write(REQUEST);
  const [answer] = (await once(socket, "data")) as [string];
  return answer;
}

test("a connection on which somebody asks again and again stays", async () => {
  const socket = await open(0, false);
  for (let count = 0; count < 12; count += 1) {
    expect(await ask(socket)).toContain("200 OK");
    await pause(LOOK_MS / 3);
  }
});

test("one on which nobody asks any more is closed, and not before it was looked at twice", async () => {
  const socket = await open(0, false);
  await ask(socket);
  const startedMs = performance.now();
  await once(socket, "close");
  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(LOOK_MS * 0.9);
});

test("one that waits for an answer that is held stays until it was sent, and is closed afterwards", async () => {
  const socket = await open(LOOK_MS * 6, true);
  expect(await ask(socket)).toContain("well");
  await once(socket, "close");
});
