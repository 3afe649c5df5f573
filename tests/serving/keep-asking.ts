import { connect } from "node:net";

export interface Asked {
  /** The click ids of all redirects that were received whole. */
  readonly clickIds: string[];
  /** Answers that were no redirect, by status. */
  readonly others: number[];
  /** Requests on a connection that had answered before, to which no answer came. */
  readonly dropped: number;
}

const PATIENCE_MS = 5_000;

/**
 * One shopper after another on one connection, each as soon as the one before was answered. A connection that ends is made anew, until
 * `isOver`, or until nobody listens any more.
 */
export async function keepAsking(port: number, path: string, isOver: () => boolean): Promise<Asked> {
  const clickIds: string[] = [];
  const others: number[] = [];
  let dropped = 0;
  const askOnOneConnection = () =>
    new Promise<"closed" | "refused">((resolve) => {
      let answer = "";
      let count = 0;
      let isWaiting = false;
      const ask = () => {
        isWaiting = true;
        count += 1;
        // A new shopper each time: the agent differs.
        const agent = `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 v${count}`;
        socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: ${agent}\r\n\r\n`);
      };
      const socket = connect(port, "127.0.0.1", ask);
      socket.setEncoding("latin1");
      // A connection that was on its way to a process when that was killed is answered by nobody.
      socket.setTimeout(PATIENCE_MS, () => socket.destroy());
      socket.on("data", (part: string) => {
        answer += part;
        if (!answer.includes("\r\n\r\n")) return;
        isWaiting = false;
        const clickId = /\r\nLocation: [^\r]*fs_click=([0-9a-f-]{36})/.exec(answer)?.[1];
        if (clickId) clickIds.push(clickId);
        else others.push(Number(answer.slice(9, 12)));
        const isLast = /\r\nConnection: close\r\n/i.test(answer) || !clickId;
        answer = "";
        if (isLast || isOver()) socket.end();
        else ask();
      });
      let isRefused = false;
      socket.on("error", (error: NodeJS.ErrnoException) => (isRefused = error.code === "ECONNREFUSED"));
      socket.on("close", () => {
        if (isWaiting && count > 1) dropped += 1;
        resolve(isRefused ? "refused" : "closed");
      });
    });
  while (!isOver()) if ((await askOnOneConnection()) === "refused") break;
  return { clickIds, others, dropped };
}
