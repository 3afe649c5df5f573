import { readEnvironment } from "#app/platform/env.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { runChecks, type CheckProgress, type CheckResult } from "#db/run-checks.server.ts";
import { CommandError, runCommand, say } from "./command.ts";

const help = `
npm run verify [-- --noted <hash>]

Checks what must always hold in the books and the facts, and recomputes what can be: every file of db/checks is a query that returns no
rows; the hash of every append-only row; the chain of seals over each brand's ledger transactions and audit events; every commission from
its order, refunds, decision and terms. Prints each check and the first rows of a finding, and ends with status 1 when there is one. Reads
only, in one snapshot.

At the end it prints the latest seal of each chain. Note its hash outside the database - with the month's close, say - and ask for it
later:

  --noted <hash>   is the seal with this hash still there? Without it, whoever may write every table could have made the chain anew.
`;

const TOLD_EVERY_MS = 2_000;
const SHOWN_HEADS = 20;
const MS_PER_SECOND = 1_000;

await runCommand(help, async () => {
  const notedHash = readNoted(process.argv.slice(2));
  const environment = readEnvironment();
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  try {
    const results = await runChecks(database.ownerUrl, {
      onProgress: createProgress(),
      onResult: sayResult,
      notedHash,
      onHeads({ heads, noted }) {
        for (const { chain, number, hash } of heads.slice(0, SHOWN_HEADS)) say(`latest seal of ${chain}: ${number} ${hash}`);
        if (heads.length > SHOWN_HEADS) say(`… and ${heads.length - SHOWN_HEADS} more chains; a brand's ledger page shows its own.`);
        if (notedHash === null) return;
        if (noted) say(`The noted hash is seal ${noted.number} of ${noted.chain}, made at ${noted.sealedAt}.`);
        else {
          say("FOUND  No seal has the noted hash: the chain it was taken from was cut off or made anew.");
          process.exitCode = 1;
        }
      },
    }); // prettier-ignore
    const broken = results.filter(({ findings }) => findings > 0).length;
    say(`${results.length} checks, ${broken} with findings.`);
    if (broken > 0) process.exitCode = 1;
  } finally {
    await database.stop();
  }
});

function readNoted(wishes: readonly string[]): string | null {
  const index = wishes.indexOf("--noted");
  if (index === -1) return null;
  const hash = wishes[index + 1] ?? "";
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new CommandError("After --noted comes the hash of a seal: 64 hexadecimal digits (see --help).");
  }
  return hash;
}

function sayResult({ name, claim, findings, firstRows }: CheckResult): void {
  say(`${findings === 0 ? "ok    " : "FOUND "} ${name}: ${claim}`);
  for (const row of firstRows) say(`         ${row}`);
  if (findings > firstRows.length) say(`         … and ${findings - firstRows.length} more`);
}

/** Says every two seconds how far the check is that runs, how fast, and how long it will take. */
function createProgress(): (progress: CheckProgress) => void {
  let current = "";
  let startedMs = 0;
  let toldMs = 0;
  return ({ name, rowsRead, rowsInAll }) => {
    const nowMs = performance.now();
    if (name !== current) {
      current = name;
      startedMs = toldMs = nowMs;
    }
    if (nowMs - toldMs < TOLD_EVERY_MS) return;
    toldMs = nowMs;
    const perSecond = (rowsRead * MS_PER_SECOND) / (nowMs - startedMs);
    const leftSeconds = Math.max(0, Math.round((rowsInAll - rowsRead) / perSecond));
    const count = (value: number) => Math.round(value).toLocaleString("en-US");
    say(`…      ${name}: ${count(rowsRead)} of ${count(rowsInAll)} rows, ${count(perSecond)} per second, ${leftSeconds} s left`);
  }; // prettier-ignore
}
