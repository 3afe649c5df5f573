import { z } from "zod";

/** The form's field. What makes a good code is judged by `judgeCode`, so that each fault has its own sentence. */
export const renameCodeSchema = z.object({ code: z.string().max(200) });
