import { z } from "zod";

/** 16 bytes as hexadecimal digits, as the pixel makes them; PostgreSQL reads them as a UUID. */
const pixelId = z.string().regex(/^[0-9a-f]{32}$/);

const MAX_ADDRESS_LENGTH = 2_000;

/** What the pixel sends: public/pixel.js writes it. Whatever else stands in it is left aside. */
export const pixelVisitSchema = z.object({
  brand: z.uuid(),
  /** Made by the pixel, so that a beacon sent twice is one visit. */
  id: pixelId,
  /** The first-party visitor; absent where the shop's page may keep nothing. */
  visitor: pixelId.nullish(),
  /** The `fs_click` that led here, now or earlier. */
  click: z.uuid().nullish().catch(null),
  /** Origin and path of the page. */
  page: z.string().max(MAX_ADDRESS_LENGTH),
  /** The host the shopper came from; empty for none. */
  referer: z.string().max(MAX_ADDRESS_LENGTH).nullish(),
});
export type PixelVisit = z.infer<typeof pixelVisitSchema>;
