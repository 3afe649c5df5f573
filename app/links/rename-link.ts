import { z } from "zod";
import type { NameRefusal } from "./link-name-rules.ts";

/** The form's field. What makes a good slug is judged by `judgeSlug`, so that each fault has its own sentence. */
export const renameLinkSchema = z.object({ slug: z.string().max(200) });

export type RenameRefusal = NameRefusal | "taken" | "not-found" | "too-many-changes";

/** How many slugs a link, and codes a partnership, may ever have: each old one is kept for good. */
export const MAX_NAMES = 20;
