/** Why a published campaign cannot be changed as asked. */
export type EditRefusal =
  | "not-published"
  | "already-ended"
  | "budget-below-spent"
  | "already-started"
  | "ends-in-the-past"
  | "fallback-not-registered";
export type PauseRefusal = "not-found" | "not-published";
export type ResumeRefusal = "not-found" | "not-paused" | "budget-used-up" | "dates-over";
export type EndRefusal = "not-found" | "not-published" | "already-ended";
export type AnnounceRefusal =
  "not-found" | "not-published" | "already-ended" | "no-change" | "pays-nothing" | "changed-meanwhile";
export type PolicyRefusal = "not-found" | "already-ended" | "no-change" | "unknown-partner";

/** Every refusal of a campaign's commands. */
export type CampaignRefusal =
  EditRefusal | PauseRefusal | ResumeRefusal | EndRefusal | AnnounceRefusal | PolicyRefusal | "not-a-draft";
