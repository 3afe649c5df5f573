import { z } from "zod";
import { createBrandSchema } from "#app/brands/create-brand.ts";
import { niches } from "#app/creators/creator.ts";
import { isCountry } from "#app/kit/country.ts";
import { newPassword } from "./password-rules.ts";
import { emailField } from "./sign-in.ts";

const MAX_PERSON_NAME_LENGTH = 80;
const MAX_FIRST_NICHES = 5;

/** Lower case letters, digits and dashes: it stands in links and codes. */
const handlePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const personNameField = z
  .string({ error: "Enter your name." })
  .trim()
  .min(1, "Enter your name.")
  .max(MAX_PERSON_NAME_LENGTH, `Use at most ${MAX_PERSON_NAME_LENGTH} characters.`);

/** What makes an account. Absent for somebody who is signed in and adds a side. */
export const accountSchema = z.object({ personName: personNameField, email: emailField, password: newPassword });
export type Account = z.infer<typeof accountSchema>;

export const creatorSchema = z.object({
  creatorName: z
    .string({ error: "Enter the name your followers know." })
    .trim()
    .min(2, "Enter the name your followers know.")
    .max(MAX_PERSON_NAME_LENGTH, `Use at most ${MAX_PERSON_NAME_LENGTH} characters.`),
  handle: z
    .string({ error: "Choose a handle." })
    .trim()
    .toLowerCase()
    .transform((text) => text.replace(/^@/, ""))
    .pipe(
      z
        .string()
        .min(3, "Use at least 3 characters.")
        .max(30, "Use at most 30 characters.")
        .regex(handlePattern, "Use letters, digits and single dashes, such as mara-bakes."),
    ),
  country: z.string({ error: "Choose a country." }).refine(isCountry, "Choose a country from the list."),
  niches: z
    .array(z.enum(niches, "Choose from the list."), { error: "Choose at least one." })
    .min(1, "Choose at least one.")
    .max(MAX_FIRST_NICHES, `Choose at most ${MAX_FIRST_NICHES} to start with.`),
});
export type NewCreator = z.infer<typeof creatorSchema>;

export const signUpBrandSchema = accountSchema.extend(createBrandSchema.shape);
export const signUpCreatorSchema = accountSchema.extend(creatorSchema.shape);
