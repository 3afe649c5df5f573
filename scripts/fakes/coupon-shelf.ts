import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const couponSchema = z.object({
  /** Unique within one fake. */
  id: z.number().int(),
  /** Which shop of this kind it is in: its address, or empty where the provider has one account. */
  shop: z.string(),
  code: z.string(),
  /** From 0 to 100. */
  percentOff: z.number(),
  usageLimit: z.number().int().nullable(),
  isOncePerCustomer: z.boolean(),
  endsAt: z.string().nullable(),
  isActive: z.boolean(),
  usedCount: z.number().int(),
  /** What the program that made it left on it: Shopify's title, the others' metadata. */
  notes: z.record(z.string(), z.string()),
});

/** A discount as every fake keeps it; each writes it in its provider's own shape. */
export type ShelfCoupon = z.infer<typeof couponSchema>;

const FIRST_ID = 1_001;

/** The coupons of one fake. With a file they outlive a restart. */
export class CouponShelf {
  readonly #file: string | null;
  #coupons: ShelfCoupon[];
  #nextId: number;

  constructor(file: string | null) {
    this.#file = file;
    this.#coupons =
      file !== null && existsSync(file) ? z.array(couponSchema).parse(JSON.parse(readFileSync(file, "utf8"))) : [];
    this.#nextId = Math.max(FIRST_ID - 1, ...this.#coupons.map(({ id }) => id)) + 1;
  }

  list(): readonly ShelfCoupon[] {
    return this.#coupons;
  }

  /** Those of one shop with this name, whatever its case, the newest first. */
  named(shop: string, code: string): ShelfCoupon[] {
    const key = code.toLowerCase();
    return this.#coupons.filter((coupon) => coupon.shop === shop && coupon.code.toLowerCase() === key).reverse();
  }

  find(shop: string, id: number): ShelfCoupon | null {
    return this.#coupons.find((coupon) => coupon.shop === shop && coupon.id === id) ?? null;
  }

  add(coupon: Omit<ShelfCoupon, "id">): ShelfCoupon {
    const added = { ...coupon, id: this.#nextId };
    this.#nextId += 1;
    this.#coupons.push(added);
    this.#save();
    return added;
  }

  /** As somebody does in the shop's own admin. Returns false for one that is not there. */
  change(id: number, change: Partial<Omit<ShelfCoupon, "id" | "shop">>): boolean {
    const coupon = this.#coupons.find((one) => one.id === id);
    if (!coupon) return false;
    Object.assign(coupon, change);
    this.#save();
    return true;
  }

  remove(id: number): boolean {
    const rest = this.#coupons.filter((coupon) => coupon.id !== id);
    const isGone = rest.length < this.#coupons.length;
    this.#coupons = rest;
    if (isGone) this.#save();
    return isGone;
  }

  /** Written beside and moved into place, so that a stop in between leaves the last whole state. */
  #save(): void {
    if (this.#file === null) return;
    mkdirSync(path.dirname(this.#file), { recursive: true });
    const fresh = `${this.#file}.new`;
    writeFileSync(fresh, JSON.stringify(this.#coupons, null, 1));
    renameSync(fresh, this.#file);
  }
}
