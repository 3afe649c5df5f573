import { sql } from "drizzle-orm";
import type { Tx } from "./client.server.ts";

/** Has statements about sales planned for the rows there are now (db/rules.sql). For who fills tables that were empty a moment ago. */
export async function countSalesAnew(tx: Tx): Promise<void> {
  await tx.execute(sql`select count_sales_anew()`);
}
