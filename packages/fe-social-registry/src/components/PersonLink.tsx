import { Link, useModulesManager } from '@openimis/fe-core';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

/** To the person's page where the registry's module is there; the reference alone where it is not. */
export function PersonLink({ personId }: { readonly personId: string }) {
  const { text } = useText(texts);
  const route = useModulesManager().getRef('interlinkRegistry.route.people');
  if (typeof route !== 'string') return <bdi>{personId}</bdi>;
  return <Link to={`/${route}/${personId}`}>{text('change.openPerson')}</Link>;
}
