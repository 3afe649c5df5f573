import { spawn } from "node:child_process";
import { once } from "node:events";
import { CommandError, runCommand } from "./command.ts";

const help = `
npm run audit-model [-- --steps 10000 --seeds 100 --from 1]

Lets an auditor that shares no code with the product keep books of its own while clicks, orders, edits, refunds, disputes, decisions and
payouts happen to the real product on a real database, and compares all books after every step. Ends with status 1 at the first
difference, and tells the shortest story that leads to it. The normal suite walks 1,000 steps of one seed.

  --steps   how many steps per seed (10,000)
  --seeds   how many seeds (100); a step takes some 30 ms, so all of it is a night's work
  --from    the first seed (1)
`;

const DEFAULT_STEPS = 10_000;
const DEFAULT_SEEDS = 100;

await runCommand(help, async () => {
  const wishes = process.argv.slice(2);
  const env = {
    AUDIT_STEPS: String(readNumber(wishes, "--steps", DEFAULT_STEPS)),
    AUDIT_SEEDS: String(readNumber(wishes, "--seeds", DEFAULT_SEEDS)),
    AUDIT_FIRST_SEED: String(readNumber(wishes, "--from", 1)),
  };
  const file = "tests/properties/auditor.test.ts";
  const child = spawn(process.execPath, ["node_modules/vitest/vitest.mjs", "run", file], {
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  const [code] = (await once(child, "exit")) as [number | null];
  process.exitCode = code ?? 1;
});

function readNumber(wishes: readonly string[], name: string, otherwise: number): number {
  const index = wishes.indexOf(name);
  if (index === -1) return otherwise;
  const value = Number(wishes[index + 1]);
  if (!Number.isInteger(value) || value < 1)
    throw new CommandError(`After ${name} comes a number from 1 (see --help).`);
  return value;
}
