import { z } from "zod";
import { publicHost } from "./public-host.ts";

const MAX_NAME_LENGTH = 80;

export const brandNameField = z
  .string({ error: "Enter the company's name." })
  .trim()
  .min(2, "Enter the company's name.")
  .max(MAX_NAME_LENGTH, `Use at most ${MAX_NAME_LENGTH} characters.`);

/** A public host, from a host or an address. */
export const hostField = z
  .string({ error: "Enter the address of your site, such as lumentea.example." })
  .transform((text, context) => {
    const host = publicHost(text);
    if (host) return host;
    context.addIssue({
      code: "custom",
      message:
        "Enter the public name of a site of yours, such as lumentea.example: no numbers, no port, and not a host that many shops share.",
    });
    return z.NEVER;
  });

export const createBrandSchema = z.object({ companyName: brandNameField, website: hostField });

export type CreateBrand = z.infer<typeof createBrandSchema>;
