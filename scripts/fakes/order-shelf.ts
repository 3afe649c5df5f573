/** An order as its provider writes it. */
export type ShelfOrder = Readonly<Record<string, unknown>> & { readonly id: number };

/** The orders of one fake, by shop. The latest version of each. */
export class OrderShelf {
  readonly #shops = new Map<string, Map<number, ShelfOrder>>();

  /** Puts an order in, or its new version in place of the old one. */
  put(shop: string, order: ShelfOrder): void {
    const orders = this.#shops.get(shop) ?? new Map<number, ShelfOrder>();
    this.#shops.set(shop, orders);
    orders.set(order.id, order);
  }

  list(shop: string): ShelfOrder[] {
    return [...(this.#shops.get(shop)?.values() ?? [])];
  }
}
