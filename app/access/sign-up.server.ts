import { createBrand } from "#app/brands/create-brand.server.ts";
import type { CreateBrand } from "#app/brands/create-brand.ts";
import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import type { Tx } from "#db/client.server.ts";
import { recordAuditEvent } from "./audit-store.server.ts";
import { createAccount, prepareAccount } from "./create-account.server.ts";
import { insertCreator } from "./creator-account-store.server.ts";
import { findCreatorOf } from "./member-store.server.ts";
import { enter, type Entered } from "./sign-in.server.ts";
import type { Account, NewCreator } from "./sign-up.ts";
import { addressGroup, limits, spendTry } from "./throttle.server.ts";

/** `too-many-tries` carries the seconds to wait, `poor-password` its sentence. */
export type SignUpRefusal = "email-taken" | "poor-password" | "too-many-tries";

/** A new account with a brand it owns, signed in. `landing` is the brand. */
export async function signUpBrand(
  services: Services,
  { account, company, clientAddress }: { account: Account; company: CreateBrand; clientAddress: string },
): Promise<Outcome<Entered & { brandId: string }, SignUpRefusal>> {
  return signUp(services, { account, clientAddress, alsoKnown: [company.companyName] }, async (tx, userId) =>
    done(await createBrand(services, tx, { userId, ...company })),
  );
}

/** A new account with a creator, signed in. */
export async function signUpCreator(
  services: Services,
  { account, creator, clientAddress }: { account: Account; creator: NewCreator; clientAddress: string },
): Promise<Outcome<Entered & { creatorId: string }, SignUpRefusal | CreatorRefusal>> {
  return signUp(services, { account, clientAddress, alsoKnown: [creator.handle, creator.creatorName] }, (tx, userId) =>
    createCreator(services, tx, userId, creator),
  );
}

/** A further brand for somebody who is signed in. Returns its slug. */
export async function addBrand(services: Services, userId: string, company: CreateBrand): Promise<string> {
  const { slug } = await services.db.inPlatform((tx) => createBrand(services, tx, { userId, ...company }));
  return slug;
}

/** The creator of somebody who is signed in already. */
export async function addCreator(
  services: Services,
  userId: string,
  creator: NewCreator,
): Promise<Outcome<{ creatorId: string }, CreatorRefusal>> {
  return services.db.inPlatform((tx) => createCreator(services, tx, userId, creator));
}

export type CreatorRefusal = "handle-taken" | "already-creator";

async function createCreator(
  services: Services,
  tx: Tx,
  userId: string,
  { creatorName, handle, country, niches }: NewCreator,
): Promise<Outcome<{ creatorId: string }, CreatorRefusal>> {
  if (await findCreatorOf(tx, userId)) return refused("already-creator");
  const id = services.newId();
  const createdAt = services.clock.now();
  if (!(await insertCreator(tx, { id, userId, name: creatorName, handle, country, niches, createdAt })))
    return refused("handle-taken");
  await recordAuditEvent(services, tx, {
    brandId: null,
    actorUserId: userId,
    action: "creator.created",
    subjectId: id,
    detail: { handle },
  });
  return done({ creatorId: id });
}

/** Ends the transaction that has already written when its last step refuses. */
class Undo<Refusal extends string> extends Error {
  readonly outcome: { readonly ok: false; readonly refusal: Refusal; readonly detail?: string };
  constructor(outcome: { readonly ok: false; readonly refusal: Refusal; readonly detail?: string }) {
    super(outcome.refusal);
    this.outcome = outcome;
  }
}

async function signUp<Made extends object, Refusal extends string>(
  services: Services,
  { account, clientAddress, alsoKnown }: { account: Account; clientAddress: string; alsoKnown: readonly string[] },
  makeSide: (tx: Tx, userId: string) => Promise<Outcome<Made, Refusal>>,
): Promise<Outcome<Entered & Made, SignUpRefusal | Refusal>> {
  const spent = await spendTry(services, limits.signUpsPerAddress, addressGroup(clientAddress));
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const prepared = await prepareAccount(services, account, alsoKnown);
  if (!prepared.ok) return prepared;
  const { person } = prepared.value;
  try {
    return await services.db.inPlatform(async (tx) => {
      if (!(await createAccount(services, tx, prepared.value))) return refused("email-taken");
      const side = await makeSide(tx, person.userId);
      if (!side.ok) throw new Undo(side);
      return done({ ...side.value, ...(await enter(services, tx, person)) });
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcome as { ok: false; refusal: Refusal };
    throw error;
  }
}
