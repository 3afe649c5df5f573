import { z } from "zod";
import { isCountry } from "#app/kit/country.ts";
import { networks, niches } from "./creator.ts";

export const MAX_BIO_LENGTH = 1_000;
export const MAX_NICHES = 8;
export const MAX_AUDIENCE_COUNTRIES = 5;
export const MAX_CHANNELS = 20;
/** More than any account has; a typing error above. */
const MAX_FOLLOWERS = 700_000_000;

const country = z
  .string({ error: "Choose a country from the list." })
  .refine(isCountry, "Choose a country from the list.");

export const saveProfileSchema = z.object({
  name: z
    .string({ error: "Give the name that brands and followers know you by." })
    .trim()
    .min(2, "A name has at least 2 letters.")
    .max(80, "A name has at most 80 letters."),
  bio: z.string().trim().max(MAX_BIO_LENGTH, `Keep it under ${MAX_BIO_LENGTH} characters.`).default(""),
  country,
  niches: z
    .array(z.enum(niches, { error: "Choose niches from the list." }))
    .max(MAX_NICHES, `Choose at most ${MAX_NICHES} niches: what you are really known for.`)
    .default([])
    .refine((chosen) => chosen.length > 0, "Choose at least one niche: offers are matched by it."),
  /** Selects left empty are left out, and a country named twice counts once. */
  audienceCountries: z
    .array(country.optional())
    .default([])
    .transform((chosen) => [...new Set(chosen.filter((code) => code !== undefined))])
    .refine((chosen) => chosen.length <= MAX_AUDIENCE_COUNTRIES, `Choose at most ${MAX_AUDIENCE_COUNTRIES} countries.`),
});
export type CreatorProfile = z.output<typeof saveProfileSchema>;

export const saveChannelSchema = z.object({
  network: z.enum(networks, { error: "Choose where the channel is." }),
  url: z
    .string({ error: "Give the channel's address, beginning with https://." })
    .trim()
    .max(500, "That address is too long.")
    .refine(
      (value) => value.startsWith("https://") && URL.canParse(value),
      "Give the channel's address, beginning with https://.",
    ),
  followers: z
    .number({ error: "Give the number of followers as a whole number." })
    .int("Give the number of followers as a whole number.")
    .min(0, "Followers cannot be fewer than none.")
    .max(MAX_FOLLOWERS, "That is more followers than any account has."),
});
export type ChannelFacts = z.output<typeof saveChannelSchema>;
