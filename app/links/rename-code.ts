import { z } from "zod";
import type { RenameRefusal } from "./rename-link.ts";

/** The form's field. What makes a good code is judged by `judgeCode`, so that each fault has its own sentence. */
export const renameCodeSchema = z.object({ code: z.string().max(200) });

/** ended: the partnership had this code before, and its time is over. */
export type RenameCodeRefusal = RenameRefusal | "ended";
