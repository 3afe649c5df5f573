import type { BrandRole, StaffRole } from "#app/access/roles.ts";
import { createAccount, prepareAccount } from "#app/access/create-account.server.ts";
import { insertMember, insertStaffRole } from "#app/access/member-store.server.ts";
import { signUpBrand, signUpCreator } from "#app/access/sign-up.server.ts";
import { findUserByEmail } from "#app/access/user-store.server.ts";
import type { Person } from "#app/access/person.ts";
import type { Entered } from "#app/access/sign-in.server.ts";
import type { Services } from "#app/platform/services.server.ts";

/** The password of everybody in the tests who does not say otherwise. */
export const PASSWORD = "fourteen slow otters";

export const HOME = "203.0.113.7";

export interface LumenTea extends Entered {
  readonly brandId: string;
  readonly slug: string;
  readonly owner: Person;
}

/** Olive signs up with her company Lumen Tea. */
export async function signUpLumenTea(services: Services): Promise<LumenTea> {
  const outcome = await signUpBrand(services, {
    account: { personName: "Olive Hart", email: "olive@lumentea.example", password: PASSWORD },
    company: { companyName: "Lumen Tea", website: "lumentea.example" },
    clientAddress: HOME,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return { ...outcome.value, slug: "lumen-tea", owner: await personOf(services, "olive@lumentea.example") };
}

/** Mara who bakes signs up as a creator. */
export async function signUpMara(services: Services): Promise<Entered & { creatorId: string }> {
  const outcome = await signUpCreator(services, {
    account: { personName: "Mara Lind", email: "mara@marabakes.example", password: PASSWORD },
    creator: { creatorName: "Mara who bakes", handle: "mara", country: "DE", niches: ["baking", "tea-and-coffee"] },
    clientAddress: HOME,
  });
  if (!outcome.ok) throw new Error(outcome.refusal);
  return outcome.value;
}

/** Somebody with an account, and nothing else yet. */
export async function addPerson(services: Services, personName: string, email: string): Promise<Person> {
  const prepared = await prepareAccount(services, { personName, email, password: PASSWORD });
  if (!prepared.ok) throw new Error(prepared.refusal);
  await services.db.inPlatform((tx) => createAccount(services, tx, prepared.value));
  return prepared.value.person;
}

export async function addMember(services: Services, brandId: string, person: Person, role: BrandRole): Promise<void> {
  const createdAt = services.clock.now();
  await services.db.inBrand(brandId, (tx) => insertMember(tx, { brandId, userId: person.userId, role, createdAt }));
}

export async function addStaff(services: Services, person: Person, role: StaffRole): Promise<void> {
  const createdAt = services.clock.now();
  await services.db.inPlatform((tx) => insertStaffRole(tx, { userId: person.userId, role, createdAt }));
}

async function personOf(services: Services, email: string): Promise<Person> {
  const user = await services.db.inPlatform((tx) => findUserByEmail(tx, email));
  if (!user) throw new Error(`Nobody has the e-mail ${email}.`);
  return user;
}
