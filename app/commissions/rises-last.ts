/** Those of one sale that get no more than they had, then those that get more; each part in the order given. */
export function risesLast<Item>(items: readonly Item[], isRise: (item: Item) => boolean): Item[] {
  return [...items.filter((item) => !isRise(item)), ...items.filter(isRise)];
}
