import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface ServerProcess {
  readonly port: number;
  stop(): Promise<void>;
}

const READY = /^listening (\d+)$/;

/** Starts one of the servers that are measured as a process of its own, run as this one is, and waits until it says where it listens. */
export async function startServerProcess(
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...process.execArgv, script], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const port = READY.exec(line)?.[1];
    if (port === undefined) continue;
    child.stdout.resume();
    return {
      port: Number(port),
      async stop() {
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  throw new Error(`${script} ended before it listened.`);
}

/** Said by a server process once it can be asked. */
export function sayListening(port: number): void {
  process.stdout.write(`listening ${port}\n`);
}
