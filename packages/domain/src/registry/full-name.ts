import type { PersonName } from '@interlink/contracts/registry/values';

/** Given name, second name, surname; undefined when none is known or may be seen. */
export function fullName(name: PersonName | undefined): string | undefined {
  const parts = [name?.givenName, name?.secondName, name?.surname].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(' ') : undefined;
}
