import crawlers from "crawler-user-agents";
import topUserAgents from "top-user-agents";
import { expect, test } from "vitest";
import { appBrowsers } from "#tests/world/app-browsers.ts";
import { judgeAgent } from "./judge-agent.server.ts";

/**
 * Measured on lists that others keep: `crawler-user-agents` (what calls itself a crawler or program) and `top-user-agents` (what
 * most people browse with). Neither is a list that our library keeps; its authors do know of the first one, so the share found
 * there is an upper bound for programs nobody has listed yet. The library alone finds 99.72 % of it (six are missed); the six led to
 * `disguisedAgents`.
 */
const machines = crawlers.flatMap(({ instances }) => instances);

/** People, whatever the crawlers' list says: Instagram's and Facebook's own browsers, and a shell that shows one site as an app. */
const peopleOnTheCrawlerList = [/\bInstagram 406\.0/, /MetaIAB Facebook$/, /\bFluid\/0\.9\.6/];

const isReallyAMachine = (agent: string): boolean => !peopleOnTheCrawlerList.some((sign) => sign.test(agent));
const isJudgedMachine = (agent: string): boolean => judgeAgent(agent) !== "person";

/** The list's own types forget its tags. */
const tagged = crawlers as readonly { readonly instances: readonly string[]; readonly tags?: readonly string[] }[];

const previewers = tagged
  .filter(({ tags }) => tags?.includes("social-preview"))
  .flatMap(({ instances }) => instances)
  .filter(isReallyAMachine);

function percent(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}

test("nearly every machine is told from people, and no person is taken for a machine [A23]", () => {
  const real = machines.filter(isReallyAMachine);
  const found = real.filter(isJudgedMachine);
  const people = [...topUserAgents, ...appBrowsers, ...machines.filter((agent) => !isReallyAMachine(agent))];
  const wronged = people.filter(isJudgedMachine);
  const drawnPreviews = previewers.filter((agent) => judgeAgent(agent) === "preview");
  const precision = found.length / (found.length + wronged.length);
  console.info(
    [
      "",
      "user agents                         number   left out   share",
      `machines (crawler-user-agents)      ${String(real.length).padStart(6)} ${String(found.length).padStart(10)}   ${percent(found.length, real.length)}  (recall)`,
      `people (top agents, app browsers)   ${String(people.length).padStart(6)} ${String(wronged.length).padStart(10)}   ${percent(wronged.length, people.length)}`,
      `of all left out, machines           ${String(found.length + wronged.length).padStart(6)} ${String(found.length).padStart(10)}   ${percent(found.length, found.length + wronged.length)}  (precision)`,
      `preview fetchers told by name       ${String(previewers.length).padStart(6)} ${String(drawnPreviews.length).padStart(10)}   ${percent(drawnPreviews.length, previewers.length)}`,
    ].join("\n"),
  );
  expect(real.length).toBeGreaterThan(2_000);
  expect(found.length / real.length).toBeGreaterThanOrEqual(0.995);
  expect(wronged).toEqual([]);
  expect(precision).toBe(1);
  expect(drawnPreviews.length / previewers.length).toBeGreaterThan(0.6);
});

test("the browsers inside apps are people [A23]", () => {
  expect(appBrowsers.filter(isJudgedMachine)).toEqual([]);
});

test.each([
  "GTmetrix",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36 GTmetrix",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Code/1.115.0 Chrome/142.0.7444.265 Electron/39.8.5 Safari/537.36",
])("a program dressed as a browser is a machine: %s", (agent) => {
  expect(judgeAgent(agent)).toBe("bot");
});
