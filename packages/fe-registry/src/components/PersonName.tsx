import type { PersonView } from '@interlink/contracts/registry/view';
import { fullName } from '@interlink/domain/registry/full-name';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

export function PersonName({ data }: { readonly data: PersonView['data'] | undefined }) {
  const { text } = useText(texts);
  return <bdi>{fullName(data?.name) ?? text('person.nameless')}</bdi>;
}
