import { policyPresets } from "../attribution/policy.ts";
import { presetWords } from "../campaigns/policy-words.ts";
import type { Tone } from "../ui/status.tsx";
import type { ReplayStatus } from "./replay.ts";

export const replayStatusWords: Readonly<Record<ReplayStatus, { readonly word: string; readonly tone: Tone }>> = {
  running: { word: "Being worked out", tone: "waiting" },
  done: { word: "What-if", tone: "plain" },
  cancelled: { word: "Stopped", tone: "stopped" },
  failed: { word: "Failed", tone: "bad" },
  applying: { word: "Being applied", tone: "waiting" },
  applied: { word: "Applied", tone: "good" },
};

/** A rule of a decision as people call it. */
export function ruleName(rule: string | null): string {
  const preset = policyPresets.find((name) => name === rule);
  if (preset) return presetWords[preset].name;
  if (rule === "latest-campaign") return "Latest touch between campaigns";
  if (rule === "no-eligible-touch") return "No touch that may earn";
  return "No touch";
}

const SECONDS_PER_MINUTE = 60;

/** "about 20 seconds", "about 4 minutes". */
export function timeLeft(seconds: number): string {
  if (seconds < SECONDS_PER_MINUTE) return `about ${Math.max(1, seconds)} ${seconds <= 1 ? "second" : "seconds"}`;
  const minutes = Math.ceil(seconds / SECONDS_PER_MINUTE);
  return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
}
