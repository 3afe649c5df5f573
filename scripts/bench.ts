import { CommandError, runCommand, say } from "./command.ts";
import { benchAttribution } from "./bench/attribution.ts";
import { benchMoney } from "./bench/money.ts";
import { benchOutage } from "./bench/outage.ts";
import { benchRedirect } from "./bench/redirect.ts";
import type { Bench } from "./bench/bench-report.ts";
import { tableOf } from "./bench/bench-report.ts";

const help = `
npm run bench -- redirect | outage | attribution | money [--quick]

Measures on this machine, with a database and servers of its own, and compares with a baseline of the same run: figures of two machines,
or of two hours, say little. Ends with a table and, as the last line, one JSON object {name, figures, targets, ok}; status 1 when a
target is missed.

  redirect     durable redirects against a bare node:http server in turn, a million links, ten million stored clicks; the load comes
               from wrk, which is installed with apt-get where that is possible, else from autocannon
  outage       PostgreSQL stopped for 30 s under load: nothing may be missing, nothing counted twice
  attribution  sales to posted commission against plain transactions, files of orders, explaining, and what-ifs over a hundred
               thousand to a million sales with ten touches each: time, memory and how they grow
  money        verifying a million ledger entries, a batch of ten thousand payouts, the queue of twenty people beside a million
               commissions, and postings on one hot account against postings on distinct ones
  --quick      a hundredth of the links and clicks and shorter rounds: to see whether it runs
`;

const benches: Readonly<Record<string, Bench>> = {
  redirect: benchRedirect,
  outage: benchOutage,
  attribution: benchAttribution,
  money: benchMoney,
};

await runCommand(help, async () => {
  const [name = "", ...rest] = process.argv.slice(2);
  const bench = benches[name];
  if (!bench)
    throw new CommandError(`Say what to measure: npm run bench -- ${Object.keys(benches).join(" | ")} (see --help).`);
  const report = await bench({ isQuick: rest.includes("--quick") });
  say(tableOf(report));
  const targets = report.figures.flatMap(({ key, target }) => (target ? [[key, target.words]] : []));
  const ok = report.figures.every(({ target, value }) => !target || target.isMet(value));
  const figures = Object.fromEntries(report.figures.map(({ key, value }) => [key, value]));
  say(JSON.stringify({ name, figures, targets: Object.fromEntries(targets) as object, ok }));
  if (!ok) process.exitCode = 1;
});
// Load clients and databases may leave timers behind.
process.exit();
