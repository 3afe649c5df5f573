import { formatDecimal } from "#app/kit/money.ts";
import { readEnvironment } from "#app/platform/env.server.ts";
import { rails } from "#app/payouts/payout.ts";
import { findFindings } from "#app/reconciliation/find-findings.server.ts";
import { countMatched } from "#app/reconciliation/finding-store.server.ts";
import { createDatabase } from "#db/client.server.ts";
import { prepareDatabase } from "#db/prepare.server.ts";
import { CommandError, runCommand, say } from "./command.ts";

const help = `
npm run reconcile [-- --rail <${rails.join("|")}>]

Compares ledger, batches and rail statements, and prints every open difference: payouts that are missing at the rail, payments the rail
tells of that none of our batches sent, different amounts, and payouts that are not in the ledger. Ends with status 1 when there is one.
Statements are uploaded under Reconciliation, and Stripe's records read there every night; a difference with a note counts as resolved. Reads only.
`;

await runCommand(help, async () => {
  const at = process.argv.indexOf("--rail");
  const asked = at === -1 ? undefined : process.argv[at + 1];
  const rail = rails.find((each) => each === asked);
  if (at !== -1 && !rail) throw new CommandError(`--rail is one of ${rails.join(", ")}.`);
  const environment = readEnvironment();
  const database = await prepareDatabase({
    databaseUrl: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    dataDir: environment.DATA_DIR,
  });
  const db = createDatabase(database.appUrl);
  try {
    const { findings, matched } = await db.inPlatform(async (tx) => ({
      findings: await findFindings(tx, rail ? { rail } : {}),
      matched: (await countMatched(tx)).filter((each) => !rail || each.rail === rail),
    }));
    const open = findings.filter(({ note }) => note === null);
    for (const { kind, rail: name, day, payout, topUp, reference, currency, oursMinor, theirsMinor } of open) {
      const what = payout
        ? `payout ${payout.payoutId} of batch ${payout.batchName}`
        : topUp
          ? `top-up ${topUp.paymentId} of ${topUp.brandName}`
          : `payment ${reference || "without a reference"}`;
      const amounts = `we say ${formatDecimal(oursMinor, currency)}, they say ${formatDecimal(theirsMinor, currency)} ${currency}`;
      say(`${kind.padEnd(16)} ${name}, ${day}: ${what}; ${amounts}`);
    }
    const matchedCount = matched.reduce((sum, { count }) => sum + count, 0);
    say(`${matchedCount} matched, ${open.length} open, ${findings.length - open.length} resolved.`);
    if (open.length > 0) process.exitCode = 1;
  } finally {
    await db.close();
    await database.stop();
  }
});
