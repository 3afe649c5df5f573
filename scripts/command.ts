import { EnvironmentError } from "#app/platform/env.server.ts";
import { DatabaseSetupError } from "#db/migrate.server.ts";

/** A wish that cannot be fulfilled. The message is one sentence that says what to do. */
export class CommandError extends Error {}

/**
 * Runs a command a person typed. `--help` prints its explanation. An error that explains itself is printed as its sentence,
 * any other with its stack; both end with status 1.
 */
export async function runCommand(help: string, work: () => Promise<void>): Promise<void> {
  if (process.argv.includes("--help") || process.argv.includes("-h")) {
    process.stdout.write(`${help.trim()}\n`);
    return;
  }
  try {
    await work();
  } catch (error) {
    const explainsItself =
      error instanceof CommandError || error instanceof DatabaseSetupError || error instanceof EnvironmentError;
    process.stderr.write(`${explainsItself ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
