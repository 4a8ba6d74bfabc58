import type { FollowedWhom, FollowRegistry } from '@interlink/contracts/exchange/inquiry';

/** What we want to be told of, as it is typed. */
export interface TypedFollow {
  readonly partner: string;
  readonly connector: string;
  readonly eventType: string;
  /** One person or one place; left empty, everybody. */
  readonly type: string;
  readonly number: string;
  readonly attribute: string;
  readonly code: string;
}
type Name = keyof TypedFollow;

const NEEDED = ['partner', 'connector', 'eventType'] as const;
const TYPE = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
/** Never an attribute that says something of a person. */
const PLACE = /^[a-z_.]{0,60}(address|location|place)[a-z_.]{0,60}$/;

const bare = (typed: TypedFollow) =>
  Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, (value as string).trim()])) as Record<
    Name,
    string
  >;

/** What is wrong, by field: the key of a text. The service checks all of it again. */
export function problemsOf(typed: TypedFollow): Partial<Record<Name, string>> {
  const given = bare(typed);
  const { type, number, attribute, code } = given;
  const isPerson = type !== '' || number !== '';
  const isPlace = attribute !== '' || code !== '';
  const needed: Name[] = [...NEEDED];
  if (isPerson) needed.push('type', 'number');
  if (isPlace) needed.push('attribute', 'code');
  return {
    ...(isPerson && !TYPE.test(type) && { type: 'followed.badType' }),
    ...(isPlace && !PLACE.test(attribute) && { attribute: 'followed.badPlace' }),
    ...Object.fromEntries(needed.filter((name) => given[name] === '').map((name) => [name, 'required'])),
    // Nobody guesses which of the two is meant.
    ...(isPerson && isPlace && { attribute: 'followed.both' }),
  };
}

/** As the service takes it; only of what has no problem. */
export function requestOf(typed: TypedFollow): FollowRegistry {
  const { partner, connector, eventType, type, number, attribute, code } = bare(typed);
  const person: FollowedWhom = { by: 'identifier', type, value: number };
  const place: FollowedWhom = { by: 'place', attribute, value: code };
  const whom = type !== '' ? person : attribute !== '' ? place : undefined;
  return { partner, connector, eventType, ...(whom && { whom }) };
}
