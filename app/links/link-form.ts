import { z } from "zod";
import { networks } from "../creators/creator.ts";
import { MAX_DESTINATION_LENGTH, type DestinationRefusal } from "./check-destination.ts";
import type { NameRefusal } from "./link-name-rules.ts";
import { linkSpots } from "./link.ts";
import { MAX_LINK_TITLE_LENGTH, type LinkChoices } from "./tracked-link.ts";

/** What the form of a link says; where it leads is worked out from it and checked by the use case. */
export interface LinkWish extends Omit<LinkChoices, "destinationUrl"> {
  /** Empty leads to the product's page, and without a product to the campaign's. */
  readonly page: string;
}

const minuteField = (which: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/, `Give the ${which} as day and time.`)
    .transform((text) => new Date(`${text.slice(0, 16)}:00Z`))
    .refine((instant) => !Number.isNaN(instant.getTime()), "That day does not exist.")
    .optional();

const linkShape = {
  title: z
    .string()
    .trim()
    .max(MAX_LINK_TITLE_LENGTH, `A title has at most ${MAX_LINK_TITLE_LENGTH} characters.`)
    .default(""),
  network: z.enum(networks, { error: "Choose a network from the list." }).optional(),
  spot: z.enum(linkSpots, { error: "Choose a place from the list." }).default("general"),
  productUrl: z.string().max(MAX_DESTINATION_LENGTH).optional(),
  page: z.string().trim().max(MAX_DESTINATION_LENGTH, "That address is too long.").default(""),
  startsAt: minuteField("start"),
  expiresAt: minuteField("end"),
  handsOutCodes: z.literal("on").optional(),
};

type LinkFields = z.output<z.ZodObject<typeof linkShape>>;

function toWish({ network, productUrl, startsAt, expiresAt, handsOutCodes, ...form }: LinkFields): LinkWish {
  return {
    title: form.title,
    spot: form.spot,
    page: form.page,
    network: network ?? null,
    productUrl: productUrl ?? null,
    startsAt: startsAt ?? null,
    expiresAt: expiresAt ?? null,
    handsOutCodes: handsOutCodes === "on",
  };
}

const isInOrder = ({ startsAt, expiresAt }: LinkFields) => !startsAt || !expiresAt || startsAt < expiresAt;
const orderFault = { error: "The end is not after the start.", path: ["expiresAt"] };

export const editLinkSchema = z.object(linkShape).refine(isInOrder, orderFault).transform(toWish);

/** A new link may be given a name of its own at once; what makes a good one is judged by `judgeSlug`. */
export const newLinkSchema = z
  .object({ ...linkShape, slug: z.string().trim().max(200).default("") })
  .refine(isInOrder, orderFault)
  .transform((form) => ({ ...toWish(form), slug: form.slug }));

export type LinkFormRefusal =
  NameRefusal | "taken" | "too-many-changes" | `page-${DestinationRefusal}` | "unknown-product" | "ends-in-the-past";
export type LinkRefusal = LinkFormRefusal | "not-found" | "not-running" | "too-many-links" | "general-link";

const toMinute = (instant: Date | null) => instant?.toISOString().slice(0, 16) ?? "";

/** The texts that the form shows for a link. */
export function linkToForm(link: LinkChoices, campaignPage: string) {
  const isImplied = link.destinationUrl === (link.productUrl ?? campaignPage);
  return {
    title: link.title,
    network: link.network ?? "",
    spot: link.spot as string,
    productUrl: link.productUrl ?? "",
    page: isImplied ? "" : link.destinationUrl,
    startsAt: toMinute(link.startsAt),
    expiresAt: toMinute(link.expiresAt),
    handsOutCodes: link.handsOutCodes ? "on" : "",
    slug: "",
  };
}

export type LinkFormValue = ReturnType<typeof linkToForm>;

export const emptyLinkForm: LinkFormValue = {
  ...{ title: "", network: "", spot: "general", productUrl: "", page: "" },
  ...{ startsAt: "", expiresAt: "", handsOutCodes: "", slug: "" },
};
