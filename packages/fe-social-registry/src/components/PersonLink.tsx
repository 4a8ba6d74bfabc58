import { Link, useModulesManager } from '@openimis/fe-core';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

interface PersonLinkProps {
  readonly personId: string;
  readonly name?: string | undefined;
}

/** To the person's page where the registry's module is there; the name, or the reference alone, where it is not. */
export function PersonLink({ personId, name }: PersonLinkProps) {
  const { text } = useText(texts);
  const route = useModulesManager().getRef('interlinkRegistry.route.people');
  if (typeof route !== 'string') return <bdi>{name ?? personId}</bdi>;
  return <Link to={`/${route}/${personId}`}>{name === undefined ? text('change.openPerson') : <bdi>{name}</bdi>}</Link>;
}
