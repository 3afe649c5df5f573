import type * as server from "#app/server.ts";
import type { ServerOptions } from "#app/server.ts";

/** What the primary process tells a web process once it is up. */
export interface StartOrder {
  readonly order: "start";
  readonly options: ServerOptions;
  /** How far the demo's clock is ahead. */
  readonly clockOffsetMs: number;
}

/** The demo's clock was moved in one process: told to all. */
export interface ClockOrder {
  readonly order: "clock";
  readonly clockOffsetMs: number;
}

export type PrimaryOrder = StartOrder | ClockOrder | { readonly order: "stop" };

/** What a web process tells the primary. */
export type WorkerNews =
  | { readonly news: "listening"; readonly address: string }
  | { readonly news: "failed"; readonly sentence: string }
  | { readonly news: "clock"; readonly clockOffsetMs: number };

/**
 * Runs one web process of several on one port. It starts when the primary says so and stops when the primary says so or is gone. Ctrl-C in
 * a terminal reaches every process of the group: here it is left to the primary.
 */
export async function serveForPrimary(start: typeof server.startServer): Promise<void> {
  let running: server.RunningServer | undefined;
  let isStopping = false;

  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await running?.stop();
    process.exit(0);
  };

  const begin = async ({ options, clockOffsetMs }: StartOrder) => {
    try {
      running = await start({
        ...options,
        clockOffsetMs,
        onClockShift: (ms) => tell({ news: "clock", clockOffsetMs: ms }),
      });
      tell({ news: "listening", address: running.address });
    } catch (error) {
      tell({ news: "failed", sentence: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      process.exit(1);
    }
  };

  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => void stop());
  process.on("disconnect", () => void stop());
  process.on("message", (order: PrimaryOrder) => {
    if (order.order === "start") void begin(order);
    else if (order.order === "clock") running?.moveClock(order.clockOffsetMs);
    else void stop();
  });
  return new Promise(() => undefined);
}

function tell(news: WorkerNews): void {
  process.send?.(news);
}
