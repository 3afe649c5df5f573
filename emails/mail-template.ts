import type { ReactElement } from "react";
import { z } from "zod";

/** How a mail writes its links. */
export interface MailLinks {
  /** A page of the product: `/creator/earnings`. */
  page(path: string): string;
  /** A page that only the reader of this mail can open. */
  secret(purpose: "password-reset" | "invitation", seed: string): string;
}

export interface ComposedMail {
  readonly subject: string;
  readonly body: ReactElement;
}

/** One mail: what it has to be told (plain values, because they travel through the job queue) and what it says. */
export interface MailTemplate<Props extends object> {
  readonly props: z.ZodType<Props>;
  compose(props: Props, links: MailLinks): ComposedMail;
}

/** An amount on its way to a mail: minor units as text, because the queue keeps JSON. */
export const mailAmount = z.object({ minor: z.string().regex(/^-?\d+$/), currency: z.string().length(3) });
export type MailAmount = z.infer<typeof mailAmount>;
