/** The tagged template of drizzle, for the job queue's adapter, which is no store of its own. */
export { sql } from "drizzle-orm";
