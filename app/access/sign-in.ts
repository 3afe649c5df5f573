import { z } from "zod";
import { normaliseEmail } from "./person.ts";
import { MAX_PASSWORD_LENGTH } from "./password-rules.ts";

const MAX_EMAIL_LENGTH = 254;

/** An e-mail address as people type it, normalised. */
export const emailField = z
  .string({ error: "Enter your e-mail address." })
  .transform(normaliseEmail)
  .pipe(
    z.email("This does not look like an e-mail address.").max(MAX_EMAIL_LENGTH, "This e-mail address is too long."),
  );

export const signInSchema = z.object({
  email: emailField,
  password: z
    .string({ error: "Enter your password." })
    .max(MAX_PASSWORD_LENGTH, "That is longer than any password here."),
});

export type SignIn = z.infer<typeof signInSchema>;
