/**
 * Parts a list into waves: no two items of a wave share a key, and whatever shares one with an earlier item comes in a later wave. Going
 * wave by wave is like going item by item, for all that depends on the keys alone.
 *
 * @param keepsOrder the order of all items matters, not only of those that share a key: a wave ends where an item shares a key with it.
 */
export function wavesOf<Item>(
  items: readonly Item[],
  keysOf: (item: Item) => readonly string[],
  keepsOrder: boolean,
): Item[][] {
  const waves: Item[][] = [];
  const nextOf = new Map<string, number>();
  let earliest = 0;
  for (const item of items) {
    const keys = keysOf(item);
    const place = Math.max(earliest, ...keys.map((key) => nextOf.get(key) ?? 0));
    if (keepsOrder) earliest = place;
    for (const key of keys) nextOf.set(key, place + 1);
    const wave = waves[place] ?? [];
    waves[place] = wave;
    wave.push(item);
  }
  return waves;
}
