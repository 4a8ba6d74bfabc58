/**
 * Every item mapped, in order, with at most `limit` going on at once. The first failure fails all: no other is begun.
 */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const next = items.entries();
  let isOver = false;
  const worker = async () => {
    for (const [place, item] of next) {
      if (isOver) return;
      try {
        results[place] = await map(item);
      } catch (thrown) {
        isOver = true;
        throw thrown;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
