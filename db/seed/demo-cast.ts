import type { ClaimMode, CommissionKind } from "#app/campaigns/campaign.ts";
import { plainRulebook, type Rulebook, type TermsRule } from "#app/campaigns/rulebook.ts";
import type { PolicyPreset } from "#app/attribution/policy.ts";
import type { Network, Niche } from "#app/creators/creator.ts";
import type { StoreKind } from "#app/stores/store.ts";

/** The people, brands and products of the demo world. All addresses are in `.example` (RFC 2606); the IBANs are the registry's examples. */

export interface CastProduct {
  readonly title: string;
  readonly sku: string;
  readonly priceMinor: bigint;
}

export interface CastCampaign {
  readonly name: string;
  readonly brief: string;
  readonly niches: readonly Niche[];
  readonly path: string;
  readonly claimMode: ClaimMode;
  readonly discountBps: number;
  readonly kind: CommissionKind;
  /** Basis points for percent, minor units for fixed. */
  readonly newCustomer: number;
  readonly returningCustomer: number;
  /** Beside the rates for everything; left out for most. */
  readonly rulebook?: Rulebook;
  readonly holdDays: number;
  readonly budgetMinor: bigint | null;
  readonly preset: PolicyPreset;
  readonly clickWindowDays: number;
  readonly bindingWindowDays: number;
  /** Where the story leaves it. */
  readonly fate: "draft" | "published" | "paused" | "ended";
  /** Handles of the creators who take part. */
  readonly creators: readonly string[];
  /** Handles of creators whose application still waits. */
  readonly applicants?: readonly string[];
}

export interface CastBrand {
  readonly name: string;
  readonly slug: string;
  readonly website: string;
  readonly currency: string;
  readonly store: { readonly kind: StoreKind; readonly name: string; readonly address: string };
  readonly products: readonly CastProduct[];
  readonly campaigns: readonly CastCampaign[];
  /** Orders a day, about. */
  readonly ordersPerDay: number;
}

/** An account that belongs to nobody: examples of the registries, and addresses no mail reaches. */
export type PayeeOfCast =
  | { readonly kind: "iban"; readonly iban: string }
  | {
      readonly kind: "us-account";
      readonly routingNumber: string;
      readonly accountNumber: string;
      readonly accountType: "checking" | "savings";
    }
  | { readonly kind: "paypal"; readonly email: string };

export interface CastCreator {
  readonly name: string;
  readonly handle: string;
  readonly bio: string;
  readonly country: string;
  readonly niches: readonly Niche[];
  readonly audienceCountries: readonly string[];
  readonly channels: readonly { readonly network: Network; readonly url: string; readonly followers: number }[];
  /** Where their money goes; null for somebody who has not said yet. */
  readonly payee: PayeeOfCast | null;
  /** How often they post: weight among their campaign's creators. */
  readonly reach: number;
}

const rule = (choices: Partial<TermsRule>): TermsRule => ({
  ...{ scope: "campaign", name: "", products: [], customer: "any", pays: "percent", rateBps: 0, amountMinor: 0n },
  ...{ fromProgress: 0n, priority: 0 },
  ...choices,
});

export const castBrands: readonly CastBrand[] = [
  {
    name: "Lumen Tea",
    slug: "lumen-tea",
    website: "https://lumentea.example",
    currency: "EUR",
    store: { kind: "shopify", name: "Lumen Tea online shop", address: "lumen-tea.myshopify.com" },
    ordersPerDay: 5,
    products: [
      { title: "First flush Darjeeling, 100 g", sku: "LT-DARJ-100", priceMinor: 1890n },
      { title: "Ceremonial matcha, 30 g", sku: "LT-MATCHA-30", priceMinor: 2950n },
      { title: "Evening rooibos, 150 g", sku: "LT-ROOI-150", priceMinor: 1240n },
      { title: "Glass teapot, 600 ml", sku: "LT-POT-600", priceMinor: 3600n },
      { title: "Sampler of eight teas", sku: "LT-SAMPLER", priceMinor: 2400n },
    ],
    campaigns: [
      {
        name: "Morning ritual",
        brief:
          "Show the ten quiet minutes before your day begins, with one of our teas in them. Brew it the way you really do. Please say what you like less, too: people trust that.",
        niches: ["tea-and-coffee", "baking", "home"],
        path: "/collections/morning",
        claimMode: "at-once",
        discountBps: 1000,
        kind: "percent",
        newCustomer: 1200,
        returningCustomer: 600,
        holdDays: 14,
        budgetMinor: 250_000n,
        preset: "code-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "published",
        creators: ["mara-bakes", "jonas-brews", "aiko-mornings", "tom-reads"],
      },
      {
        name: "Matcha, properly",
        brief: "A short film of whisking matcha from sifting to foam. We send the bowl and the whisk; you keep both.",
        niches: ["tea-and-coffee", "yoga", "cooking"],
        path: "/products/ceremonial-matcha",
        claimMode: "by-approval",
        discountBps: 0,
        kind: "fixed",
        newCustomer: 600,
        returningCustomer: 300,
        holdDays: 21,
        budgetMinor: 90_000n,
        preset: "click-wins",
        clickWindowDays: 14,
        bindingWindowDays: 0,
        fate: "published",
        creators: ["sofia-flows", "aiko-mornings"],
        applicants: ["luca-cucina", "hanna-forest"],
      },
      {
        name: "Gift boxes",
        brief: "Boxes for people who have everything. Unboxing, wrapping, giving: your choice.",
        niches: ["tea-and-coffee", "home", "parenting"],
        path: "/collections/gifts",
        claimMode: "at-once",
        discountBps: 500,
        kind: "percent",
        newCustomer: 1000,
        returningCustomer: 1000,
        holdDays: 14,
        budgetMinor: null,
        preset: "code-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "paused",
        creators: ["tom-reads", "elif-plants"],
      },
      {
        name: "Harvest weeks",
        brief: "The new harvest is here for four weeks. Taste it next to last year's.",
        niches: ["tea-and-coffee", "cooking"],
        path: "/collections/harvest",
        claimMode: "at-once",
        discountBps: 1000,
        kind: "percent",
        newCustomer: 1500,
        returningCustomer: 800,
        holdDays: 14,
        budgetMinor: 60_000n,
        preset: "code-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "ended",
        creators: ["jonas-brews", "luca-cucina"],
      },
      {
        name: "Cold brew summer",
        brief: "Cold brewed teas for hot days. We are still looking for the right tone; ideas are welcome.",
        niches: ["tea-and-coffee", "outdoor"],
        path: "/collections/cold-brew",
        claimMode: "at-once",
        discountBps: 1000,
        kind: "percent",
        newCustomer: 1000,
        returningCustomer: 500,
        holdDays: 14,
        budgetMinor: 120_000n,
        preset: "code-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "draft",
        creators: [],
      },
    ],
  },
  {
    name: "Fjell Outdoor",
    slug: "fjell-outdoor",
    website: "https://fjell.example",
    currency: "EUR",
    store: { kind: "woocommerce", name: "fjell.example", address: "https://fjell.example" },
    ordersPerDay: 3,
    products: [
      { title: "Two-person tent Lys", sku: "FJ-TENT-2", priceMinor: 32_900n },
      { title: "Down jacket Dun", sku: "FJ-DUN", priceMinor: 18_900n },
      { title: "Enamel mug", sku: "FJ-MUG", priceMinor: 1690n },
      { title: "Merino base layer", sku: "FJ-MERINO", priceMinor: 7490n },
    ],
    campaigns: [
      {
        name: "Light nights",
        brief: "One night out, with our two-person tent. Rain counts double.",
        niches: ["outdoor", "travel", "photography"],
        path: "/tents/lys",
        claimMode: "by-approval",
        discountBps: 500,
        kind: "percent",
        newCustomer: 700,
        returningCustomer: 400,
        rulebook: {
          ...plainRulebook,
          rules: [
            rule({ scope: "collection", name: "Tents", products: ["FJ-TENT-2"], rateBps: 900 }),
            rule({ scope: "products", products: ["FJ-MUG"], pays: "nothing" }),
            rule({ customer: "new", rateBps: 850, fromProgress: 8n }),
          ],
          bonuses: [{ atProgress: 12n, amountMinor: 7_500n }],
          saleCapMinor: 4_000n,
          repeatMonths: 12,
        },
        holdDays: 30,
        budgetMinor: 400_000n,
        preset: "click-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "published",
        creators: ["piotr-outside", "emma-hikes", "hanna-forest"],
        applicants: ["rosa-runs"],
      },
      {
        name: "Warm layers",
        brief: "Merino and down for runners, riders and people who wait for trains.",
        niches: ["running", "cycling", "outdoor"],
        path: "/layers",
        claimMode: "at-once",
        discountBps: 1000,
        kind: "percent",
        newCustomer: 900,
        returningCustomer: 900,
        holdDays: 30,
        budgetMinor: null,
        preset: "first-touch",
        clickWindowDays: 60,
        bindingWindowDays: 0,
        fate: "published",
        creators: ["rosa-runs", "piotr-outside"],
      },
    ],
  },
  {
    name: "Kindred Skin",
    slug: "kindred-skin",
    website: "https://kindredskin.example",
    currency: "EUR",
    store: { kind: "api", name: "Own checkout", address: "" },
    ordersPerDay: 3,
    products: [
      { title: "Barrier balm, 50 ml", sku: "KS-BALM-50", priceMinor: 2800n },
      { title: "Oat cleanser, 200 ml", sku: "KS-OAT-200", priceMinor: 1950n },
      { title: "Mineral sun milk SPF 50", sku: "KS-SUN-50", priceMinor: 2490n },
    ],
    campaigns: [
      {
        name: "Four weeks of balm",
        brief:
          "Use the balm for four weeks and tell what changed, and what did not. Before and after in the same light.",
        niches: ["skincare", "beauty", "yoga"],
        path: "/barrier-balm",
        claimMode: "at-once",
        discountBps: 1500,
        kind: "percent",
        newCustomer: 1800,
        returningCustomer: 900,
        holdDays: 14,
        budgetMinor: 30_000n,
        preset: "code-wins",
        clickWindowDays: 30,
        bindingWindowDays: 180,
        fate: "published",
        creators: ["fatou-glow", "sofia-flows"],
      },
      {
        name: "Sun milk in the city",
        brief: "Sun care on ordinary days: commute, lunch break, window seat.",
        niches: ["skincare", "running", "travel"],
        path: "/sun-milk",
        claimMode: "by-approval",
        discountBps: 1000,
        kind: "percent",
        newCustomer: 1200,
        returningCustomer: 600,
        holdDays: 14,
        budgetMinor: 80_000n,
        preset: "click-wins",
        clickWindowDays: 30,
        bindingWindowDays: 0,
        fate: "published",
        creators: ["rosa-runs", "fatou-glow"],
      },
    ],
  },
];

export const castCreators: readonly CastCreator[] = [
  {
    name: "Mara Lind",
    handle: "mara-bakes",
    bio: "Sourdough, cardamom buns and the tea that goes with them. Filmed in a kitchen of nine square metres.",
    country: "SE",
    niches: ["baking", "tea-and-coffee"],
    audienceCountries: ["SE", "DE", "NL"],
    channels: [
      { network: "instagram", url: "https://instagram.example/marabakes", followers: 18_400 },
      { network: "youtube", url: "https://youtube.example/@marabakes", followers: 6_200 },
    ],
    payee: { kind: "iban", iban: "SE4550000000058398257466" },
    reach: 5,
  },
  {
    name: "Jonas Weber",
    handle: "jonas-brews",
    bio: "Tests kettles, grinders and patience.",
    country: "DE",
    niches: ["tea-and-coffee", "cooking"],
    audienceCountries: ["DE", "AT", "CH"],
    channels: [{ network: "youtube", url: "https://youtube.example/@jonasbrews", followers: 41_000 }],
    payee: { kind: "paypal", email: "jonas@brews.example" },
    reach: 4,
  },
  {
    name: "Aiko Tanaka",
    handle: "aiko-mornings",
    bio: "Slow mornings in Utrecht. Mostly quiet, sometimes a cat.",
    country: "NL",
    niches: ["home", "tea-and-coffee", "photography"],
    audienceCountries: ["NL", "BE", "DE"],
    channels: [
      { network: "instagram", url: "https://instagram.example/aikomornings", followers: 9_300 },
      { network: "pinterest", url: "https://pinterest.example/aikomornings", followers: 22_800 },
    ],
    payee: { kind: "iban", iban: "NL91ABNA0417164300" },
    reach: 3,
  },
  {
    name: "Rosa Delgado",
    handle: "rosa-runs",
    bio: "Half marathons before breakfast, honest gear notes after.",
    country: "ES",
    niches: ["running", "fitness"],
    audienceCountries: ["ES", "PT", "FR"],
    channels: [
      { network: "tiktok", url: "https://tiktok.example/@rosaruns", followers: 64_500 },
      { network: "instagram", url: "https://instagram.example/rosaruns", followers: 12_100 },
    ],
    payee: {
      ...{ kind: "us-account", routingNumber: "011401533", accountNumber: "1111222233330000", accountType: "checking" },
    },
    reach: 4,
  },
  {
    name: "Piotr Nowak",
    handle: "piotr-outside",
    bio: "Tatra weekends by bus and on foot.",
    country: "PL",
    niches: ["outdoor", "travel", "cycling"],
    audienceCountries: ["PL", "CZ", "DE"],
    channels: [
      { network: "blog", url: "https://piotr-outside.example", followers: 5_400 },
      { network: "youtube", url: "https://youtube.example/@piotroutside", followers: 15_900 },
    ],
    payee: { kind: "iban", iban: "PL61109010140000071219812874" },
    reach: 3,
  },
  {
    name: "Emma Clarke",
    handle: "emma-hikes",
    bio: "Long paths, short captions.",
    country: "IE",
    niches: ["outdoor", "photography"],
    audienceCountries: ["IE", "GB"],
    channels: [{ network: "instagram", url: "https://instagram.example/emmahikes", followers: 27_700 }],
    payee: { kind: "iban", iban: "IE29AIBK93115212345678" },
    reach: 2,
  },
  {
    name: "Luca Bianchi",
    handle: "luca-cucina",
    bio: "My grandmother's recipes, my own mistakes.",
    country: "IT",
    niches: ["cooking", "baking"],
    audienceCountries: ["IT", "CH"],
    channels: [{ network: "instagram", url: "https://instagram.example/lucacucina", followers: 33_000 }],
    payee: { kind: "iban", iban: "IT60X0542811101000000123456" },
    reach: 3,
  },
  {
    name: "Fatou Diallo",
    handle: "fatou-glow",
    bio: "Skincare for melanin-rich skin, read from the label backwards.",
    country: "FR",
    niches: ["skincare", "beauty"],
    audienceCountries: ["FR", "BE"],
    channels: [
      { network: "tiktok", url: "https://tiktok.example/@fatouglow", followers: 88_000 },
      { network: "newsletter", url: "https://fatou-glow.example/letter", followers: 4_100 },
    ],
    payee: { kind: "iban", iban: "FR1420041010050500013M02606" },
    reach: 5,
  },
  {
    name: "Hanna Virtanen",
    handle: "hanna-forest",
    bio: "Berries, birch and things that last.",
    country: "FI",
    niches: ["sustainability", "outdoor"],
    audienceCountries: ["FI", "SE", "EE"],
    channels: [{ network: "blog", url: "https://hanna-forest.example", followers: 7_800 }],
    payee: { kind: "iban", iban: "FI2112345600000785" },
    reach: 2,
  },
  {
    name: "Tom Okafor",
    handle: "tom-reads",
    bio: "One book a week, one pot of tea a chapter.",
    country: "IE",
    niches: ["books", "home", "tea-and-coffee"],
    audienceCountries: ["IE", "GB"],
    channels: [{ network: "newsletter", url: "https://tom-reads.example", followers: 3_600 }],
    payee: null,
    reach: 2,
  },
  {
    name: "Sofia Papadaki",
    handle: "sofia-flows",
    bio: "Yoga at sea level. Breath first, poses later.",
    country: "GR",
    niches: ["yoga", "skincare", "fitness"],
    audienceCountries: ["GR", "CY", "DE"],
    channels: [{ network: "youtube", url: "https://youtube.example/@sofiaflows", followers: 19_200 }],
    payee: { kind: "iban", iban: "GR1601101250000000012300695" },
    reach: 3,
  },
  {
    name: "Elif Kaya",
    handle: "elif-plants",
    bio: "A balcony of 43 pots in Hamburg.",
    country: "DE",
    niches: ["gardening", "home"],
    audienceCountries: ["DE", "TR"],
    channels: [{ network: "instagram", url: "https://instagram.example/elifplants", followers: 11_500 }],
    payee: { kind: "paypal", email: "elif@plants.example" },
    reach: 2,
  },
];
