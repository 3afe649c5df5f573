import path from "node:path";
import { startEmbedded } from "./embedded.server.ts";
import { migrate } from "./migrate.server.ts";

export interface DatabaseSettings {
  /** An outside PostgreSQL; absent boots the embedded one. */
  databaseUrl?: string | undefined;
  /** The role that migrates it; absent, `databaseUrl` is the owner's address and the application's role is made. */
  ownerUrl?: string | undefined;
  /** The folder of the project's own data, for the embedded database. */
  dataDir: string;
}

export interface PreparedDatabase {
  appUrl: string;
  ownerUrl: string;
  /** Where it is, for people; without a password. */
  place: string;
  /** Ends this process's use of an embedded database. */
  stop(): Promise<void>;
}

/** Finds or boots the database and brings it up to date: what every command that needs one does first. */
export async function prepareDatabase(settings: DatabaseSettings): Promise<PreparedDatabase> {
  if (settings.databaseUrl) {
    const ownerUrl = settings.ownerUrl ?? settings.databaseUrl;
    const appUrl = await migrate(ownerUrl, settings.ownerUrl ? settings.databaseUrl : undefined);
    const { host, pathname } = new URL(appUrl);
    return { appUrl, ownerUrl, place: `${pathname.slice(1)} at ${host}`, stop: () => Promise.resolve() };
  }
  const embedded = await startEmbedded({ dataDir: settings.dataDir });
  try {
    const appUrl = await migrate(embedded.ownerUrl, embedded.appUrl);
    return { appUrl, ownerUrl: embedded.ownerUrl, place: path.resolve(settings.dataDir), stop: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
