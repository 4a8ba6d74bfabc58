import type { PartnerSummary } from '@interlink/contracts/interconnection/registered-partner';
import type { ApiClient } from '../api-client.js';
import { CliError } from '../cli-error.js';

/** For when nothing was found: of a name that was misspelt, "nothing" would pass for a partner that was quiet. */
export async function needPartner(api: ApiClient, partner: string): Promise<void> {
  const partners = await api.get<readonly PartnerSummary[]>('/partners');
  if (partners.some(({ id }) => id === partner)) return;
  throw new CliError(`There is no partner ${partner}; \`npx interlink partner list\` names those that there are.`, 2);
}
