import { approveBatch } from "#app/payouts/approve-batch.server.ts";
import { chaseParcels } from "#app/payouts/chase-parcels.server.ts";
import { prepareBatch } from "#app/payouts/prepare-batch.server.ts";
import { sendBatch } from "#app/payouts/send-batch.server.ts";
import { openRail } from "./payout-rails.ts";
import { killAtWords, openServicesToKill } from "./killed-process.ts";

/** Takes one payout a part of its way, and is killed there: `release` prepares, approves and sends its batch; `pay` asks the rail and follows up. */
const [url = "", railName = "", origin = "", now = "", part = "", petra = "", anton = "", killAt = "", side = ""] =
  process.argv.slice(2);
const opened = openServicesToKill(url, new Date(now));
const services = { ...opened, ...openRail(railName, origin, opened.clock) };
const rail = railName === "stripe" ? "stripe" : "paypal";

killAtWords(Number(killAt), side);
if (part === "release") {
  const prepared = await prepareBatch(services, { userId: petra, rail, currency: "EUR" });
  if (!prepared.ok) throw new Error(prepared.refusal);
  const { batchId } = prepared.value;
  const approved = await approveBatch(services, { batchId, userId: anton, roles: ["approver"] });
  if (!approved.ok) throw new Error(approved.refusal);
  const sent = await sendBatch(services, { batchId, userId: petra });
  if (!sent.ok) throw new Error(sent.refusal);
} else {
  await chaseParcels(services);
}
process.exit(0);
