import { electronicFormatIBAN, isValidBIC, isValidIBAN } from "ibantools";
import { z } from "zod";
import { isCountry, isInEu } from "#app/kit/country.ts";

/** An address without path, as other addresses are built on. */
const originField = z.url({ protocol: /^https?$/ }).transform((address) => new URL(address).origin);

/** The longest window of a policy, and a month for orders that are told late. */
export const LEAST_CLICK_RETENTION_DAYS = 400;

/** Every setting of the product, read once. `.env.example` lists the same keys; a test compares the two. */
const environmentSchema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  /** The port to listen on. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** The address to listen on. */
  HOST: z.string().default("127.0.0.1"),
  /** Where the embedded database, its passwords, generated keys and the outbox live. */
  DATA_DIR: z.string().default(".data"),
  /** An outside PostgreSQL 15 or newer for the application; empty boots the embedded one. */
  DATABASE_URL: z.string().optional(),
  /** The role that migrates, where it differs from the application's. */
  DATABASE_OWNER_URL: z.string().optional(),
  /** The address people type, such as https://fairshare.example. Empty is http://localhost:PORT. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** How many proxies of our own stand in front and add the sender's address to X-Forwarded-For; 0 ignores the header. */
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  /** How many web processes share the port. Only the first runs jobs. */
  WEB_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  /** How many days raw clicks are kept; the counts made of them stay. More than the longest window in which a click can earn. */
  CLICK_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(LEAST_CLICK_RETENTION_DAYS)
    .max(3_650)
    .default(LEAST_CLICK_RETENTION_DAYS),
  /** 32 random bytes in hex. Encrypts secrets at rest and keys the hashes. Empty keeps a generated one in DATA_DIR. */
  SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits; make one with: openssl rand -hex 32")
    .optional(),
  /** Where mail is handed in, such as smtp://user:password@host:587. Empty writes mails to the outbox. */
  SMTP_URL: z.string().optional(),
  /** The sender of every mail. */
  MAIL_FROM: z.string().default("Fairshare <no-reply@fairshare.example>"),
  /** on: demo sign-ins on the sign-in page, /dev/outbox and /dev/clock. Never on a public server. */
  DEMO: z.enum(["on", "off"]).default("off"),
  /** The account payouts leave from, as bank files name it: holder, IBAN and BIC. Without all three no SEPA batch is sent. */
  PAYOUT_DEBTOR_NAME: z.string().max(70).optional(),
  PAYOUT_DEBTOR_IBAN: z
    .string()
    .transform((text) => electronicFormatIBAN(text) ?? "")
    .refine((iban) => isValidIBAN(iban), "must be a valid IBAN")
    .optional(),
  PAYOUT_DEBTOR_BIC: z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .refine((bic) => isValidBIC(bic), "must be a BIC of 8 or 11 characters")
    .optional(),
  /** The platform's own Stripe account, for brands that pay by Checkout and creators paid by Connect. Empty: bank transfers alone. */
  STRIPE_SECRET_KEY: z
    .string()
    .startsWith("sk_", "must be a secret key, which starts with sk_")
    .or(z.string().startsWith("rk_"))
    .optional(),
  /** The signing secrets of its webhooks, separated by commas: Stripe has one for the account's own events and one for connected accounts'. */
  STRIPE_WEBHOOK_SECRETS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((secret) => secret.trim())
        .filter((secret) => secret !== ""),
    ),
  /** What the platform charges brands on the commissions they pay, in basis points: 300 is 3 %. Empty is nothing, and 5 % with DEMO=on. */
  PLATFORM_FEE_BPS: z.coerce.number().int().min(0).max(5_000).optional(),
  /** Who the platform is on the invoices it writes to brands. Without name, address and country they are statements, and have no VAT. */
  SELLER_NAME: z.string().max(100).optional(),
  SELLER_STREET: z.string().max(100).optional(),
  SELLER_POSTAL_CODE: z.string().max(20).optional(),
  SELLER_CITY: z.string().max(100).optional(),
  SELLER_COUNTRY: z.string().refine(isCountry, "must be a country of ISO 3166-1, such as DE").optional(),
  /** Of a member state of the European Union. Without it no VAT is charged. */
  SELLER_VAT_ID: z
    .string()
    .transform((text) => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, ""))
    .optional(),
  /** The entry in the company register, such as HRB 12345 B, Amtsgericht Charlottenburg. */
  SELLER_REGISTRATION: z.string().max(120).optional(),
  /** Who originates ACH payments, and through which bank, as NACHA files name them. Without all four no ACH batch is sent. */
  PAYOUT_ACH_BANK_ROUTING: z
    .string()
    .regex(/^\d{9}$/, "must be the nine digits of a routing number")
    .optional(),
  PAYOUT_ACH_BANK_NAME: z.string().max(23).optional(),
  PAYOUT_ACH_COMPANY_ID: z
    .string()
    .regex(/^[0-9A-Z]{10}$/, "must be the ten characters the bank gave")
    .optional(),
  PAYOUT_ACH_COMPANY_NAME: z.string().max(23).optional(),
  /** What signs in to PayPal's Payouts API. Without both no batch is sent by it. */
  PAYPAL_CLIENT_ID: z.string().optional(),
  PAYPAL_CLIENT_SECRET: z.string().optional(),
  /** The id PayPal gave its webhook at /hooks/paypal. Empty: payouts are settled by asking PayPal alone. */
  PAYPAL_WEBHOOK_ID: z
    .string()
    .regex(/^[a-zA-Z0-9]{1,50}$/, "must be the id of a webhook, letters and digits")
    .optional(),
  /** Where PayPal answers: its sandbox or a stand-in. Empty is where money moves. */
  PAYPAL_API_ORIGIN: originField.optional(),
  /** Stand-ins for the shops' own APIs, such as http://127.0.0.1:4010. Empty asks the real ones. */
  SHOPIFY_API_ORIGIN: originField.optional(),
  STRIPE_API_ORIGIN: originField.optional(),
  WOOCOMMERCE_API_ORIGIN: originField.optional(),
  /** The country the payouts are paid from, as ISO 3166-1 names it: US asks for W-9 and W-8 and withholds. Empty asks for neither (US with DEMO=on). */
  TAX_PAYER_COUNTRY: z.string().refine(isCountry, "must be a country of ISO 3166-1, such as US").optional(),
  /** The time zone whose days payments count on for tax, such as America/New_York. */
  TAX_PAYER_TIME_ZONE: z
    .string()
    .refine(
      (zone) => Intl.supportedValuesOf("timeZone").includes(zone),
      "must be a time zone of the IANA, such as America/New_York",
    )
    .optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** Rules over several settings. Only the Union's VAT is reckoned: a seller elsewhere charges none, and so has no VAT id here. */
const wholeEnvironment = environmentSchema.superRefine(({ SELLER_VAT_ID: vatId, SELLER_COUNTRY: country }, context) => {
  if (vatId === undefined) return;
  const prefix = country === "GR" ? "EL" : country;
  const isOfCountry = country !== undefined && isInEu(country) && vatId.startsWith(prefix ?? "");
  if (isOfCountry && /^[A-Z]{2}[A-Z0-9]{2,12}$/.test(vatId)) return;
  const message = "must be the VAT id of SELLER_COUNTRY, a member state of the European Union, such as DE123456789";
  context.addIssue({ code: "custom", path: ["SELLER_VAT_ID"], message });
});

export type Environment = z.infer<typeof environmentSchema>;

export const environmentKeys = Object.keys(environmentSchema.shape);

/** Thrown with one readable line per wrong setting. */
export class EnvironmentError extends Error {}

/** Reads and checks the settings. An empty value counts as not set. Throws EnvironmentError. */
export function readEnvironment(source: Record<string, string | undefined> = process.env): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = wholeEnvironment.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new EnvironmentError(`The settings are wrong. ${lines.join("; ")}. See .env.example.`);
}
