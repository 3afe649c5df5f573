import { z } from "zod";

const MAX_PASSWORD_LENGTH = 200;

/** A creator's password, to be paid by Stripe from now on. */
export const startOnboardingSchema = z.object({
  stripePassword: z
    .string({ error: "Enter your password." })
    .min(1, "Enter your password.")
    .max(MAX_PASSWORD_LENGTH, "This password is too long."),
});

export type OnboardingRefusal = "no-stripe" | "stripe-away" | "unknown-creator" | "wrong-password" | "too-many-tries";

export const onboardingRefusals: Readonly<Record<Exclude<OnboardingRefusal, "too-many-tries">, string>> = {
  "no-stripe": "Payouts by Stripe are not set up here. Choose another way.",
  "stripe-away": "Stripe does not answer just now, and nothing was changed. Try again in a minute.",
  "unknown-creator": "There is no such creator.",
  "wrong-password": "This is not your password, so nothing was changed.",
};
