import { done, refused, type Outcome } from "#app/kit/outcome.ts";
import type { Services } from "#app/platform/services.server.ts";
import { verifyPassword } from "./passwords.server.ts";
import { giveTryBack, limits, spendTry } from "./throttle.server.ts";
import { findPasswordHash } from "./user-store.server.ts";

/**
 * Asks for the password again before something delicate, such as new payee details. `too-many-tries` carries the seconds to wait as
 * its detail.
 */
export async function confirmPassword(
  services: Services,
  { userId, password }: { userId: string; password: string },
): Promise<Outcome<null, "wrong-password" | "too-many-tries">> {
  const spent = await spendTry(services, limits.confirmationsPerPerson, userId);
  if (!spent.ok) return refused("too-many-tries", String(spent.waitSeconds));
  const hash = await services.db.inPlatform((tx) => findPasswordHash(tx, userId));
  if (!(await verifyPassword(hash, password))) return refused("wrong-password");
  await giveTryBack(services, limits.confirmationsPerPerson, userId);
  return done(null);
}
