import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { sendRedirect } from "./send-redirect.server.ts";

const LOCATION = "https://shop.example/tea?fs_click=1";

type Answer = (response: ServerResponse, url: string) => void;

/** A server that answers so, and a connection to it. */
async function openTalk(answer: Answer) {
  const server = createServer({ optimizeEmptyRequests: true }, (request, response) => {
    answer(response, request.url ?? "");
  });
  server.keepAliveTimeout = 0;
  await once(server.listen(0, "127.0.0.1"), "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  await once(socket, "connect");
  let heard = "";
  socket.on("data", (part) => (heard += part.toString("latin1")));
  onTestFinished(() => {
    socket.destroy();
    server.closeAllConnections();
    server.close();
  });
  /** The heads of the first `count` answers. */
  const heads = async (count: number): Promise<string[]> => {
    const complete = () => heard.split("\r\n\r\n").slice(0, -1);
    while (complete().length < count) await once(socket, "data");
    return complete();
  };
  return { server, socket, heads };
}

function ask(socket: Socket, path: string, more = "", method = "GET", version = "1.1"): void {
  socket.write(`${method} ${path} HTTP/${version}\r\nHost: fairshare.example\r\n${more}\r\n`);
}

/** Header lines but `Date`, in order of the alphabet. */
function linesOf(head: string | undefined): string[] {
  const [, ...lines] = head?.split("\r\n") ?? [];
  return lines.filter((line) => !line.startsWith("Date: ")).sort();
}

test("one connection is answered again and again, at once or later", async () => {
  const { socket, heads } = await openTalk((response, url) => {
    if (url === "/later") setTimeout(() => sendRedirect(response, LOCATION, ""), 20);
    else sendRedirect(response, LOCATION, "fs_v=1");
  });
  for (const [index, path] of ["/", "/later", "/", "/later"].entries()) {
    ask(socket, path, "", index === 2 ? "HEAD" : "GET");
    const told = await heads(index + 1);
    expect(told[index]).toMatch(/^HTTP\/1\.1 302 Found\r\nLocation: https:\/\/shop\.example\/tea\?fs_click=1\r\n/);
    expect(told[index]?.includes("Set-Cookie: fs_v=1")).toBe(path === "/");
  }
});

test("it says what Node would say", async () => {
  const { socket, heads } = await openTalk((response, url) => {
    // An answer whose headers hold what needs judging goes the long way; é may stand in one.
    sendRedirect(response, url === "/long" ? `${LOCATION}é` : LOCATION, "fs_v=1; Path=/r/");
  });
  ask(socket, "/short");
  ask(socket, "/long");
  const [short, long] = await heads(2);
  expect(linesOf(short)).toEqual(linesOf(long?.replace("é", "")));
  const [date] = /Date: .* GMT/.exec(short ?? "") ?? [""];
  expect(Math.abs(Date.parse(date.slice("Date: ".length)) - Date.now())).toBeLessThan(5_000);
});

test("answers to requests sent together come in the order of the requests", async () => {
  const { socket, heads } = await openTalk((response, url) => {
    if (url === "/first") setTimeout(() => sendRedirect(response, "https://shop.example/first", ""), 30);
    else sendRedirect(response, `https://shop.example${url}`, "");
  });
  socket.write(["/first", "/second", "/third"].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(""));
  const told = await heads(3);
  expect(told.map((head) => /example(\/\w+)/.exec(head)?.[1])).toEqual(["/first", "/second", "/third"]);
});

test.each([
  ["a client of HTTP/1.0", "1.0", ""],
  ["one that asks for it", "1.1", "Connection: close\r\n"],
])("the connection of %s is closed after the answer", async (_whose, version, more) => {
  const { socket, heads } = await openTalk((response) => sendRedirect(response, LOCATION, ""));
  const closed = once(socket, "close");
  ask(socket, "/", more, "GET", version);
  expect((await heads(1))[0]).toContain("Connection: close");
  await closed;
});

test("a server that closes says so with its last answer", async () => {
  const { socket, heads } = await openTalk((response) => {
    response.shouldKeepAlive = false;
    sendRedirect(response, LOCATION, "");
  });
  const closed = once(socket, "close");
  ask(socket, "/");
  expect((await heads(1))[0]).toContain("Connection: close");
  await closed;
});

test("a client that is gone is answered without harm", async () => {
  let isAnswered = false;
  const { server, socket } = await openTalk((response) => {
    socket.destroy();
    setTimeout(() => {
      sendRedirect(response, LOCATION, "");
      isAnswered = true;
    }, 30);
  });
  ask(socket, "/");
  while (!isAnswered) await pause(10);
  expect(await new Promise((resolve) => server.getConnections((_error, count) => resolve(count)))).toBe(0);
});

test("what may not stand in a header never gets there", async () => {
  const refused = await new Promise<unknown>((resolve) => {
    void openTalk((response) => {
      try {
        sendRedirect(response, "https://shop.example/\r\nSet-Cookie: a=b", "");
      } catch (error) {
        resolve(error);
      }
    }).then(({ socket }) => ask(socket, "/"));
  });
  expect(refused).toMatchObject({ code: "ERR_INVALID_CHAR" });
});

test("who waits for an answer's end hears of it", async () => {
  const ended: string[] = [];
  const { socket, heads } = await openTalk((response) => {
    response.once("finish", () => ended.push("finish"));
    response.once("close", () => ended.push("close"));
    sendRedirect(response, LOCATION, "");
  });
  ask(socket, "/");
  await heads(1);
  while (ended.length < 2) await pause(5);
  expect(ended).toEqual(["finish", "close"]);
});
