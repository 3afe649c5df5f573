import type { LinkWorld } from "./link-world.ts";

/** Holds the journal in a lock while `during` runs; then lets go, and gives what it returned to `after`. */
export async function holdingClicks<T, R = T>(
  world: LinkWorld,
  during: () => T | Promise<T>,
  after: (held: T) => Promise<R> = (held) => Promise.resolve(held as unknown as R),
): Promise<R> {
  let release = (): void => undefined;
  let markLocked = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const locked = new Promise<void>((resolve) => (markLocked = resolve));
  const holding = world.database.ownerSql.begin(async (tx) => {
    await tx`lock table click_journal in exclusive mode`;
    markLocked();
    await released;
  });
  await locked;
  try {
    const held = await during();
    release();
    return await after(held);
  } finally {
    release();
    await holding;
  }
}

/** Resolves when the database itself says that a statement waits for the lock. */
export async function untilBlocked(world: LinkWorld): Promise<void> {
  for (;;) {
    const [row] = await world.database.superuserSql`
      select count(*)::int as blocked from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    if (row?.["blocked"] > 0) return;
  }
}

/** Opens the database to the application, or shuts it and cuts every connection there is. */
export async function allowConnections(world: LinkWorld, areAllowed: boolean): Promise<void> {
  const { superuserSql, url } = world.database;
  await superuserSql.unsafe(
    `alter database "${new URL(url).pathname.slice(1)}" with connection limit ${areAllowed ? -1 : 0}`,
  );
  if (areAllowed) return;
  await superuserSql`
    select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
}
