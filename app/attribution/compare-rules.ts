import { decideUnder } from "./decide-under.ts";
import type { Candidate, Credit } from "./decision.ts";
import { policyPresets, type PolicyPreset } from "./policy.ts";
import { rulesOf } from "./preset-rules.ts";
import type { SaleEvidence } from "./sale-evidence.ts";

/** What some presets would all have said of one sale. */
export interface RuleAnswer {
  /** Those that agree, in the order they are offered, each with why it says so. */
  readonly presets: readonly { readonly preset: PolicyPreset; readonly sentence: string }[];
  /** The largest share first; empty for nobody. */
  readonly credits: readonly {
    readonly creatorId: string;
    readonly creatorName: string;
    readonly shareBps: number;
  }[];
  /** Whether the same creators would have had the same shares as the decision that stands. */
  readonly isAsDecided: boolean;
}

/**
 * What each preset, as it is published, would have said of a sale, in place of the policies of all campaigns it touched. The brand's own
 * word is left out: it is no rule. Presets that credit the same creators with the same shares are one answer.
 *
 * @param decided the credits of the decision that stands.
 */
export function compareRules(
  evidence: SaleEvidence,
  decided: readonly Pick<Credit, "partnershipId" | "shareBps">[],
): RuleAnswer[] {
  const answers = new Map<string, RuleAnswer>();
  const standing = keyOf(decided);
  for (const preset of policyPresets) {
    const { credits, sentence } = decideUnder({ ...evidence, award: null }, rulesOf(preset));
    const key = keyOf(credits);
    const known = answers.get(key);
    answers.set(key, {
      presets: [...(known?.presets ?? []), { preset, sentence: withoutCampaign(sentence) }],
      credits: known?.credits ?? namedCreditsOf(credits, evidence),
      isAsDecided: key === standing,
    });
  }
  return [...answers.values()];
}

/**
 * Whether all that the decision looked at is still kept: clicks go after their time, and a what-if without them would be another sale's.
 */
export function isStillWhole(evidence: SaleEvidence, decided: readonly Candidate[]): boolean {
  const kept = new Set([
    ...evidence.codes.map(({ entered, partnershipId }) => `code ${entered} ${partnershipId}`),
    ...evidence.clicks.map(({ id, partnershipId }) => `click ${id} ${partnershipId}`),
    ...evidence.unknownClickIds.map((id) => `click ${id} null`),
    ...(evidence.binding ? [`binding ${evidence.binding.saleId} ${evidence.binding.partnershipId}`] : []),
    ...(evidence.award ? [`award ${evidence.award.id} ${evidence.award.partnershipId}`] : []),
  ]);
  return decided.every(({ kind, evidence: named, partnershipId }) => kept.has(`${kind} ${named} ${partnershipId}`));
}

function keyOf(credits: readonly Pick<Credit, "partnershipId" | "shareBps">[]): string {
  return credits
    .map(({ partnershipId, shareBps }) => `${partnershipId} ${shareBps}`)
    .sort()
    .join(", ");
}

function namedCreditsOf(credits: readonly Credit[], { partnerships }: SaleEvidence): RuleAnswer["credits"] {
  return credits
    .map(({ partnershipId, shareBps }) => {
      const partnership = partnerships.find(({ id }) => id === partnershipId);
      return { creatorId: partnership?.creatorId ?? "", creatorName: partnership?.creatorName ?? "", shareBps };
    })
    .sort((one, other) => other.shareBps - one.shareBps);
}

/** The rule is no campaign's here: "…; in this campaign a code wins" becomes "…; a code wins". */
function withoutCampaign(sentence: string): string {
  return sentence.replace(/([;:]) in this campaign /, "$1 ");
}
