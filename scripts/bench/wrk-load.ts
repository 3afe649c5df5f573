import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { LoadResult, LoadWishes } from "./load.ts";
import { headOf } from "./request-head.ts";

const MICROSECONDS_PER_SECOND = 1_000_000;

/** What `done` of the script below says, on the last line. */
const summarySchema = z.object({
  /** Whole answers. */
  requests: z.number(),
  microseconds: z.number(),
  /** Answers with a status of 400 or more. */
  refused: z.number(),
  /** Connections that failed, broke or took too long. */
  broken: z.number(),
});

/** Sends the requests of a file in turn. An answer's status is looked at only for being an error, or the client would take twice the time. */
const SCRIPT = `
local heads, last, at = {}, 0, 0
function init(arguments)
  for head in io.open(arguments[1], "rb"):read("*a"):gmatch("[^%z]+") do
    last = last + 1
    heads[last] = head
  end
end
function request()
  at = at % last + 1
  return heads[at]
end
function done(summary)
  local errors = summary.errors
  print(string.format('{"requests":%d,"microseconds":%d,"refused":%d,"broken":%d}', summary.requests, summary.duration,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
`;

/** Sends requests with the client wrk, in one thread, as fast as the server answers them. `wrk` is the path of the program. */
export async function loadWithWrk(wrk: string, wishes: LoadWishes): Promise<LoadResult> {
  const { port, seconds, connections, requests } = wishes;
  const folder = await mkdtemp(path.join(tmpdir(), "fairshare-load-"));
  try {
    const [script, heads] = [path.join(folder, "load.lua"), path.join(folder, "heads")];
    await writeFile(script, SCRIPT);
    await writeFile(heads, requests.map(headOf).join("\0"), "latin1");
    const speed = ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`];
    const { stdout } = await promisify(execFile)(wrk, [
      ...speed,
      "--script",
      script,
      `http://127.0.0.1:${port}`,
      "--",
      heads,
    ]);
    const said = summarySchema.parse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""));
    return {
      perSecond: (said.requests * MICROSECONDS_PER_SECOND) / said.microseconds,
      redirected: said.requests - said.refused,
      failed: said.refused + said.broken,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
