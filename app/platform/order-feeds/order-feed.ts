/** Orders of a shop that changed, oldest change first, read page by page. Each call is one request; every failure is a ShopTrouble. */
export interface OrderFeed {
  /** The topic under which an order that was asked for is kept: it tells it from what the shop sent by itself. */
  readonly topic: string;
  /** @param place Null for the first page, else what the page before gave. */
  read(range: ChangedRange, place: string | null): Promise<OrderPage>;
}

/** Both ends are included, to the second. */
export interface ChangedRange {
  readonly from: Date;
  readonly until: Date;
}

export interface OrderPage {
  readonly orders: readonly FeedOrder[];
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
}

export interface FeedOrder {
  readonly externalId: string;
  /** When the shop says that it last changed, as the shop writes it. */
  readonly changed: string;
  readonly changedAt: Date;
  /** The order as the shop answered it, in the shape of its webhooks. */
  readonly body: string;
}
