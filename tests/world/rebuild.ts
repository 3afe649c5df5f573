import { rebuildBooks } from "#scripts/rebuild/rebuild-books.ts";
import { openTestWorld, type TestWorld } from "./test-world.ts";

/** Another world with the first facts of this one, its books rebuilt from the inbox as `npm run rebuild` does. */
export async function rebuild(source: TestWorld): Promise<TestWorld> {
  const target = await openTestWorld();
  const sides = {
    from: source.database.ownerSql,
    to: target.database.ownerSql,
    services: target.services,
    drain: () => target.drain(),
  };
  await rebuildBooks(sides, target.clock);
  return target;
}
