import { addDays, addMinutes, MS_PER_DAY, MS_PER_MINUTE } from "#app/kit/clock.ts";
import type { Services } from "#app/platform/services.server.ts";
import { API_SALE_TOPIC } from "#app/stores/read-store-events.ts";
import { receiveEvent } from "#app/stores/receive-event.server.ts";
import { receiveSale } from "#app/stores/receive-sale.server.ts";
import { findStore } from "#app/stores/store-records-store.server.ts";
import type { Agenda } from "./demo-agenda.ts";
import type { Browser, DemoRedirects } from "./demo-clicks.ts";
import { mustDo, type Founded, type FoundedBrand } from "./demo-founding.ts";
import {
  apiSale,
  fillCart,
  shopifyOrder,
  shopifyRefund,
  wooCommerceOrder,
  type DemoOrder,
  type ShopEvent,
} from "./demo-orders.ts";
import type { Random } from "./random.ts";

/** A link of a running partnership, with how much its creator posts. */
interface SharedLink {
  readonly brand: FoundedBrand;
  readonly slug: string;
  readonly code: string;
  readonly discountBps: number;
  readonly reach: number;
  readonly networks: readonly string[];
  /** Empty for the general link. */
  readonly placement: string;
  readonly isPrinted: boolean;
}

export interface DemoLife {
  readonly services: Services;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly redirects: DemoRedirects;
  readonly founded: Founded;
}

const BUYS_AFTER_CLICK = 0.14;
const USES_CODE = 0.6;
const CODE_WITHOUT_CLICK_PER_DAY = 0.09;
const ORGANIC_SHARE = 0.6;
const COMES_BACK = 0.18;
/** Of those who buy: led by a second creator before they did. */
const MEETS_ANOTHER = 0.3;
const IS_REFUNDED = 0.07;
const IS_CANCELLED = 0.02;
const REACH_OF_PLACED_LINK = 0.3;
const SCANS_OF_PRINT = 0.8;
const FIRST_ORDER_NUMBER = 1001;

const agents = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 402.0.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 musical_ly_40.1.0 BytedanceWebview/d8a21c6",
  "Mozilla/5.0 (Linux; Android 16; SM-S938B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/530.0.0;]",
  "Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [Pinterest/iOS]",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
];
/** The beginnings of addresses of large providers, more of them where more of the demo's followers live. */
const streets = [
  ...["91.0.0", "91.1.2", "91.2.3", "91.3.4", "77.0.0", "84.112.0", "84.113.1", "83.76.0"],
  ...["86.128.0", "86.129.1", "90.0.0", "83.80.0", "79.0.0", "78.64.0", "2.136.0", "73.0.0"],
];
const machines = [
  "facebookexternalhit/1.1",
  "WhatsApp/2.25.1 A",
  "Twitterbot/1.0",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
];
const MACHINE_SHARE = 0.12;

/** Clicks and orders of one day, put on the agenda at their minutes. */
export async function liveDay(life: DemoLife, day: Date): Promise<void> {
  const links = await readLinks(life);
  const { random, agenda } = life;
  for (const link of links) {
    for (let click = random.below(link.reach + 2); click > 0; click -= 1)
      agenda.add(minuteOf(life, day), () => visit(life, link, links));
    if (link.placement === "" && random.chance(CODE_WITHOUT_CLICK_PER_DAY))
      agenda.add(minuteOf(life, day), () => buy(life, link.brand, { link, clickId: null }));
  }
  for (const brand of life.founded.brands) {
    for (let order = random.below(Math.ceil(brand.cast.ordersPerDay * ORGANIC_SHARE * 2)); order > 0; order -= 1) {
      agenda.add(minuteOf(life, day), () => buy(life, brand, { link: null, clickId: null }));
    }
  }
}

/** Between six in the morning and midnight. */
function minuteOf({ random }: DemoLife, day: Date): Date {
  return addMinutes(day, 360 + random.below(1080));
}

async function readLinks({ services, founded }: DemoLife): Promise<SharedLink[]> {
  const rows = await services.db.sql<
    {
      brand_id: string;
      slug: string;
      placement: string;
      spot: string;
      code: string;
      discount_bps: number;
      handle: string;
    }[]
  >`
    select link.brand_id, link.slug, link.placement, link.spot, code.code, campaign.discount_bps, creator.handle
    from links as link
    join partnerships as partnership on partnership.brand_id = link.brand_id and partnership.id = link.partnership_id
    join campaigns as campaign on campaign.brand_id = link.brand_id and campaign.id = partnership.campaign_id
    join creators as creator on creator.id = partnership.creator_id
    join codes as code on code.brand_id = link.brand_id and code.partnership_id = partnership.id and code.replaced_at is null
    where partnership.status = 'active' and campaign.status in ('published', 'paused') and link.retired_at is null
    order by link.slug`;
  return rows.flatMap((row) => {
    const brand = founded.brands.find(({ brandId }) => brandId === row.brand_id);
    const creator = founded.creators.get(row.handle);
    if (!brand || !creator) return [];
    const networks = creator.cast.channels.map(({ network }) => network);
    const isGeneral = row.placement === "";
    const reach = isGeneral ? creator.cast.reach : Math.ceil(creator.cast.reach * REACH_OF_PLACED_LINK);
    const { slug, code, placement } = row;
    const isPrinted = row.spot === "print";
    return [{ brand, slug, code, discountBps: row.discount_bps, reach, networks, placement, isPrinted }];
  });
}

async function visit(life: DemoLife, link: SharedLink, links: readonly SharedLink[]): Promise<void> {
  const { random, redirects, agenda, services } = life;
  const isMachine = random.chance(MACHINE_SHARE);
  const visitor = random.below(1_000_000_000);
  const browser: Browser = {
    visitorId: `visitor-${String(visitor).padStart(12, "0")}`,
    address: `${streets[visitor % streets.length] ?? ""}.${visitor % 250}`,
    userAgent: isMachine ? random.pick(machines) : random.pick(agents),
  };
  const query = queryOf(link, random);
  const clickId = await redirects.follow(link.slug, query, browser);
  if (!isMachine && random.chance(0.06)) await redirects.follow(link.slug, query, browser);
  if (isMachine || clickId === null || !random.chance(BUYS_AFTER_CLICK)) return;
  const now = services.clock.now().getTime();
  const thinkingMs = thinkingTimeMs(random);
  const buysAt = new Date(now + thinkingMs);
  const others = links.filter(({ brand, code }) => brand === link.brand && code !== link.code);
  if (others.length === 0 || !random.chance(MEETS_ANOTHER)) {
    agenda.add(buysAt, () => buy(life, link.brand, { link, clickId }));
    return;
  }
  const other = random.pick(others);
  agenda.add(new Date(now + thinkingMs / 2), async () => {
    const laterClickId = await redirects.follow(other.slug, queryOf(other, random), browser);
    agenda.add(buysAt, () => buy(life, other.brand, { link: other, clickId: laterClickId ?? clickId }));
  });
}

/** The general link is told apart by what its creator adds; the others say themselves where they are. Flyers are mostly scanned. */
function queryOf({ placement, networks, isPrinted }: SharedLink, random: Random): string {
  if (placement === "") return `?p=${random.pick(networks)}-${random.pick(["post", "story", "bio"])}`;
  return isPrinted && random.chance(SCANS_OF_PRINT) ? "?q=1" : "";
}

/** Most buy at once, some after days, a few after weeks. */
function thinkingTimeMs(random: Random): number {
  const kind = random.next();
  if (kind < 0.6) return (4 + random.below(50)) * MS_PER_MINUTE;
  if (kind < 0.85) return MS_PER_DAY + random.below(4 * MS_PER_DAY);
  return 6 * MS_PER_DAY + random.below(14 * MS_PER_DAY);
}

/** What one brand's shop has sold so far, so that numbers rise and shoppers come back. */
const shops = new WeakMap<FoundedBrand, { nextNumber: number; customers: string[] }>();

function shopOf(brand: FoundedBrand): { nextNumber: number; customers: string[] } {
  const shop = shops.get(brand) ?? { nextNumber: FIRST_ORDER_NUMBER, customers: [] };
  shops.set(brand, shop);
  return shop;
}

async function buy(
  life: DemoLife,
  brand: FoundedBrand,
  way: { link: SharedLink | null; clickId: string | null },
): Promise<void> {
  const { random, services } = life;
  const shop = shopOf(brand);
  const number = shop.nextNumber;
  shop.nextNumber += 1;
  const isBack = shop.customers.length > 0 && random.chance(COMES_BACK);
  const customerEmail = isBack ? random.pick(shop.customers) : `shopper-${number}@mail.example`;
  if (!isBack) shop.customers.push(customerEmail);
  const usesCode = way.link !== null && (way.clickId === null || random.chance(USES_CODE));
  const order: DemoOrder = {
    number,
    placedAt: services.clock.now(),
    currency: brand.cast.currency,
    customerEmail,
    lines: fillCart(brand.cast, (limit) => random.below(limit)),
    code: usesCode ? (way.link?.code ?? null) : null,
    discountBps: usesCode ? (way.link?.discountBps ?? 0) : 0,
    clickId: way.clickId,
  };
  await deliverOrder(life, brand, order);
  comeBackToOrder(life, brand, order);
}

/** Some orders are refunded after days, line by line or whole; a few are cancelled within hours. */
function comeBackToOrder(life: DemoLife, brand: FoundedBrand, order: DemoOrder): void {
  const { random, agenda, services } = life;
  const { kind } = brand.cast.store;
  if (kind === "api") return;
  if (kind === "shopify" && random.chance(IS_CANCELLED)) {
    const at = addMinutes(order.placedAt, 60 + random.below(600));
    agenda.add(at, () => deliver(life, brand, shopifyOrder(order, services.clock.now())));
  } else if (random.chance(IS_REFUNDED)) {
    const at = addDays(order.placedAt, 2 + random.below(9));
    agenda.add(at, () =>
      kind === "shopify"
        ? deliver(life, brand, shopifyRefund(order, [0], services.clock.now()))
        : deliver(life, brand, wooCommerceOrder(order, services.clock.now())),
    );
  }
}

function deliverOrder(life: DemoLife, brand: FoundedBrand, order: DemoOrder): Promise<void> {
  switch (brand.cast.store.kind) {
    case "shopify":
      return deliver(life, brand, shopifyOrder(order));
    case "woocommerce":
      return deliver(life, brand, wooCommerceOrder(order));
    default:
      return callApi(life, brand, apiSale(order));
  }
}

async function deliver({ services }: DemoLife, brand: FoundedBrand, event: ShopEvent): Promise<void> {
  const store = await services.db.inBrand(brand.brandId, (tx) => findStore(tx, brand.brandId, brand.storeId));
  if (!store) throw new Error(`The demo world lost the store of ${brand.cast.name}.`);
  const headers = store.kind === "shopify" ? { "x-shopify-topic": event.topic } : { "x-wc-webhook-topic": event.topic };
  await receiveEvent(services, store, { ...event, headers });
}

async function callApi({ services }: DemoLife, brand: FoundedBrand, event: ShopEvent): Promise<void> {
  const call = {
    brandId: brand.brandId,
    topic: API_SALE_TOPIC,
    idempotencyKey: event.deliveryKey,
    body: event.body,
  } as const;
  mustDo("record a sale", await receiveSale(services, call));
}
