import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface IdleConnections {
  /** Keeps the connection of an answer that may take its time, until it is sent. */
  hold(request: IncomingMessage, response: ServerResponse): void;
}

/**
 * Closes connections on which nothing was asked between two looks, one to two times `lookMs` after the last byte came in. Node's own
 * `keepAliveTimeout` does the same with a timer that is set after every answer and taken back before the next one, which touches its
 * neighbours in a list of thousands: a twentieth of a redirect's time. Here a connection has one timer, which looks now and then.
 *
 * An answer that takes longer than `lookMs` has to be held; what is shorter need not.
 */
export function closeIdleConnections(server: Server, lookMs: number): IdleConnections {
  const held = new WeakMap<Socket, number>();
  const change = (socket: Socket, by: number) => held.set(socket, (held.get(socket) ?? 0) + by);
  server.keepAliveTimeout = 0;
  server.on("connection", (socket) => {
    let seenBytes = -1;
    const look = setTimeout(() => {
      if (socket.bytesRead === seenBytes && !held.get(socket)) return void socket.destroy();
      seenBytes = socket.bytesRead;
      look.refresh();
    }, lookMs);
    look.unref();
    socket.once("close", () => clearTimeout(look));
  });
  return {
    hold({ socket }, response) {
      change(socket, 1);
      response.once("close", () => change(socket, -1));
    },
  };
}
