import { exceedsLimits, messageLimits } from '../../interconnection/message-limits.js';

/** A value of JSON. */
export type Json = boolean | number | string | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member of that very name; nothing that an object inherits. */
export function memberOf(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value of a JSON text; undefined when it is none, or deeper or of more parts than a message may be. */
export function jsonWithin(text: string): Json | undefined {
  if (exceedsLimits(text, messageLimits) !== undefined) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Both in one, objects member by member. Undefined when they say two things about one place. */
export function merged(one: Json | undefined, other: Json | undefined): Json | undefined {
  if (one === undefined) return other;
  if (other === undefined) return one;
  if (!isObject(one) || !isObject(other)) return undefined;
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const members: [string, Json][] = [];
  for (const name of names) {
    const value = merged(memberOf(one, name), memberOf(other, name));
    if (value === undefined) return undefined;
    members.push([name, value]);
  }
  return Object.fromEntries(members);
}
