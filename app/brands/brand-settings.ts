import { z } from "zod";
import { brandNameField, hostField } from "./create-brand.ts";

const MAX_KEY_NAME_LENGTH = 60;

/** Enough for every site of a company, and a stop for a script that runs wild. */
export const MAX_DOMAINS = 25;
export const MAX_API_KEYS = 25;
/** One for each language or line of a brand. */
export const MAX_SHORT_DOMAINS = 5;

export const renameBrandSchema = z.object({ name: brandNameField });
export const addDomainSchema = z.object({ host: hostField });
export const removeDomainSchema = z.object({ host: z.string().max(253) });
export const addShortDomainSchema = z.object({ host: hostField });
export const removeShortDomainSchema = removeDomainSchema;
export const createApiKeySchema = z.object({
  name: z
    .string({ error: "Name the key after what uses it." })
    .trim()
    .min(1, "Name the key after what uses it.")
    .max(MAX_KEY_NAME_LENGTH, `Use at most ${MAX_KEY_NAME_LENGTH} characters.`),
});
export const revokeApiKeySchema = z.object({ apiKeyId: z.uuid() });
