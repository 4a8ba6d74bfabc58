import type { PartnerView } from '@interlink/contracts/interconnection/registered-partner';
import type { Cli } from '../cli.js';
import { confirming } from '../confirm.js';

export const at = (id: string) => `/partners/${encodeURIComponent(id)}`;

/** Every change of a partner weighs: when the service wants the password again, it is asked for once (S7). */
export async function opened(cli: () => Cli) {
  const { api: open, show, say } = cli();
  const client = await open();
  const api = {
    get: client.get,
    post: <T>(...call: Parameters<typeof client.post<T>>) => confirming(client, () => client.post<T>(...call)),
  };
  return { api, show, say };
}

/** A partner with its keys, certificates and addresses, and who confirmed them. */
export function toLines({ id, status, keys, addresses, certificates }: PartnerView): string[] {
  const mark = (confirmedBy: string | undefined) => (confirmedBy === undefined ? 'waits' : `by ${confirmedBy}`);
  return [
    `${id}  ${status}`,
    ...keys.map(
      (key) => `key      ${key.thumbprint}  ${key.use}  ${key.revokedAt ? 'revoked' : mark(key.confirmedBy)}`,
    ),
    ...certificates.map(
      ({ sha256, revokedAt, confirmedBy }) => `tls      ${sha256}  ${revokedAt ? 'revoked' : mark(confirmedBy)}`,
    ),
    ...addresses.map(({ kind, url, confirmedBy }) => `${kind.padEnd(8)} ${url}  ${mark(confirmedBy)}`),
  ];
}
