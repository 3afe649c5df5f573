import { createAccount, prepareAccount } from "#app/access/create-account.server.ts";
import type { Person } from "#app/access/person.ts";
import type { Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";

/** The password of everybody here. */
export const TENANTS_PASSWORD = "fourteen slow otters";

/** Words planted in every text of a tenant, so that a row which reaches the wrong eyes gives itself away. */
export interface TenantWords {
  /** In what every creator may read: the name of the brand, a published campaign. */
  readonly open: string;
  /** In what stays in the brand: drafts, stores, members, keys, sales nobody is credited with. */
  readonly house: string;
  /** In what the brand and its creator share: credited sales, applications, codes, clicks. */
  readonly pair: string;
  /** In what the creator shows to the platform alone. */
  readonly payee: string;
  /** In what nobody reads on any screen: secrets, the buyer's address. */
  readonly secret: string;
}

export interface TenantCast {
  readonly host: string;
  readonly handle: string;
  readonly iban: string;
  readonly words: TenantWords;
}

export const lumenCast: TenantCast = {
  host: "lumentea.example",
  handle: "mara-bakes",
  iban: "DE89370400440532013000",
  words: { open: "Lumenopen", house: "Lumenhouse", pair: "Lumenpair", payee: "Lumenpayee", secret: "lumensecret" },
};

export const fellCast: TenantCast = {
  host: "fellboots.example",
  handle: "jonas-runs",
  iban: "SE4550000000058398257466",
  words: { open: "Fellopen", house: "Fellhouse", pair: "Fellpair", payee: "Fellpayee", secret: "fellsecret" },
};

/** Somebody with an account and the password of everybody here. */
export async function addPerson(services: Services, personName: string, email: string): Promise<Person> {
  const prepared = must(
    "make an account",
    await prepareAccount(services, { personName, email, password: TENANTS_PASSWORD }),
  );
  await services.db.inPlatform((tx) => createAccount(services, tx, prepared));
  return prepared.person;
}

/** What a story of two tenants takes for granted. */
export function must<Value>(what: string, outcome: Outcome<Value, string>): Value {
  if (!outcome.ok) throw new Error(`The two tenants could not ${what}: ${outcome.refusal} ${outcome.detail ?? ""}`);
  return outcome.value;
}
