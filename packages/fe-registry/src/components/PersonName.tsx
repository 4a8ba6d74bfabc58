import type { PersonView } from '@interlink/contracts/registry/view';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** Given name, second name, surname; undefined when none is known or may be seen. */
export function fullName(data: PersonView['data'] | undefined): string | undefined {
  const { givenName, secondName, surname } = data?.name ?? {};
  const parts = [givenName, secondName, surname].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(' ') : undefined;
}

export function PersonName({ data }: { readonly data: PersonView['data'] | undefined }) {
  const { text } = useText(texts);
  return <bdi>{fullName(data) ?? text('person.nameless')}</bdi>;
}
