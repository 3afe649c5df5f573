import { createJobRunner } from "#app/platform/queue.server.ts";
import { settleLaterJob } from "#app/sales/settle-sale.server.ts";
import { findInboxEventByKey } from "#app/stores/inbox-store.server.ts";
import { processInboxEventJob } from "#app/stores/process-inbox-event.job.server.ts";
import { processInboxEvent } from "#app/stores/process-inbox-event.server.ts";
import { deliver, shopifyOrder } from "#tests/http/shop-deliveries.ts";
import { killAtWords, openServicesToKill } from "./killed-process.ts";

/** Receives one order, processes it, and is killed on the way. */
const [url = "", brandId = "", storeId = "", number = "", killAt = "", side = ""] = process.argv.slice(2);
const opened = openServicesToKill(url, new Date("2026-06-01T09:00:00.000Z"));
const queue = await createJobRunner(url, [processInboxEventJob, settleLaterJob], opened.log, false);
const services = { ...opened, queue };
const deliveryKey = `order-${number}`;
const body = shopifyOrder({ id: Number(number), name: `#${number}`, email: `buyer-${number}@example.com` });

killAtWords(Number(killAt), side);
const answer = await deliver(services, { kind: "shopify", storeId, body, deliveryId: deliveryKey });
if (answer.status !== 200) throw new Error(await answer.text());
const event = await services.db.inBrand(brandId, (tx) => findInboxEventByKey(tx, brandId, storeId, deliveryKey));
await processInboxEvent(services, brandId, event?.id ?? "");
process.exit(0);
