/** The value without the member at the path; the value itself is left as it is. */
export function without<Value>(value: Value, path: readonly (string | number)[]): Value {
  const copy = structuredClone(value);
  let holder: unknown = copy;
  for (const step of path.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[step];
  const last = path.at(-1);
  if (last === undefined || !Object.hasOwn(holder as object, last)) throw new Error(`there is no ${path.join('.')}`);
  delete (holder as Record<string | number, unknown>)[last];
  return copy;
}

/** One row a mandatory member, for `it.each`: its path in words, and the value without it. */
export const dropEach = <Value>(value: Value, paths: readonly string[]): (readonly [string, Value])[] =>
  paths.map((path) => [path, without(value, path.split('.'))] as const);
