/** Every item mapped, in order, with at most `limit` going on at once. The first failure fails all. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const next = items.entries();
  const worker = async () => {
    for (const [place, item] of next) results[place] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
