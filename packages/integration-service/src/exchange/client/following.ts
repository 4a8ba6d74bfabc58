import { ServiceError } from '@interlink/contracts/errors';
import type { FollowedRegistry, FollowedWhom, FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import type { RegistryQuery, RegistryRequest } from '@interlink/contracts/exchange/registry-port';
import type { Actor } from '../../platform/actor.js';
import type { Platform } from '../../platform/platform.js';
import { findInquiry, listFollowed, listOneFollowed, openQuestions, type InquiryRow } from '../store/inquiries.js';
import type { Inquiries } from './inquiries.js';

/** Subscriptions of ours at registries of others. */
export interface Following {
  /** Asks to be told. Throws `exchange.connector-unknown`, `exchange.not-agreed`. */
  follow(actor: Actor, request: FollowRegistry): Promise<FollowedRegistry>;
  /** Asks to be told no more. Throws `exchange.not-followed`. */
  end(actor: Actor, id: string): Promise<FollowedRegistry>;
  /** Newest first. */
  list(): Promise<FollowedRegistry[]>;
}

interface Known {
  readonly partners: readonly string[];
  readonly connectors: readonly string[];
}

export function openFollowing(platform: Platform, inquiries: Inquiries, { partners, connectors }: Known): Following {
  const view = async (rows: readonly InquiryRow[]) => {
    const subscribed = rows.filter(({ kind }) => kind === 'subscribe');
    return toFollowed(rows, await openQuestions(platform, subscribed));
  };
  const get = async (id: string) => {
    const [found] = await view(await listOneFollowed(platform, id));
    if (!found) throw new ServiceError('exchange.not-followed');
    return found;
  };
  return {
    async follow(actor, { partner, connector, eventType, recordType, whom }) {
      if (!partners.includes(partner) || !connectors.includes(connector)) {
        throw new ServiceError('exchange.connector-unknown', { partner, connector });
      }
      const watch = { eventType, recordType, query: queryFor(whom) };
      const row = await inquiries.begin({
        ...{ partner, connector, request: { kind: 'subscribe', watch }, requestId: `follow:${platform.ids.next()}` },
        cause: { actor, subjectId: subjectOf(platform, partner, whom) },
      });
      return get(row.id);
    },
    async end(actor, id) {
      const row = await findInquiry(platform, id);
      if (row?.kind !== 'subscribe' || row.state !== 'answered') throw new ServiceError('exchange.not-followed');
      const { ending } = await get(id);
      // Once is enough; one that was refused or never answered may be asked again.
      if (ending === 'answered') throw new ServiceError('exchange.not-followed');
      if (ending === undefined || ending === 'refused' || ending === 'expired') {
        await inquiries.begin({
          ...{ partner: row.partner, connector: row.connector, ends: id },
          request: { kind: 'unsubscribe', codes: row.subscriptionCodes },
          requestId: `unfollow:${id}:${platform.ids.next()}`,
          cause: { actor, subjectId: `partner:${row.partner}` },
        });
      }
      return get(id);
    },
    list: async () => view(await listFollowed(platform)),
  };
}

function queryFor(whom: FollowedWhom | undefined): RegistryQuery {
  if (!whom) return { by: 'everything' };
  if (whom.by === 'identifier') return whom;
  return { by: 'terms', terms: [{ attribute: whom.attribute, operator: 'eq', value: whom.value }] };
}

/** Who is followed is found again in the log by whoever knows the number, and read out of it by nobody. */
function subjectOf({ vault }: Platform, partner: string, whom: FollowedWhom | undefined): string {
  if (whom?.by !== 'identifier') return `partner:${partner}`;
  return `followed:${vault.blindIndex('exchange-followed', `${whom.type}|${whom.value}`)}`;
}

function aboutOf(request: RegistryRequest | '' | undefined): Pick<FollowedRegistry, 'about' | 'place'> {
  const query = request && request.kind === 'subscribe' ? request.watch.query : undefined;
  if (query?.by === 'identifier') return { about: 'person' };
  if (query?.by !== 'terms') return { about: 'everybody' };
  return { about: 'place', place: query.terms.map(({ attribute, value }) => `${attribute} = ${value}`).join(', ') };
}

/** Each subscription with the newest request to end it. */
function toFollowed(
  rows: readonly InquiryRow[],
  requests: ReadonlyMap<string, RegistryRequest | '' | undefined>,
): FollowedRegistry[] {
  return rows
    .filter(({ kind }) => kind === 'subscribe')
    .map((row) => {
      const ending = rows.find(({ ends }) => ends === row.id);
      return {
        ...{ id: row.id, partner: row.partner, connector: row.connector, role: row.role, state: row.state },
        eventType: row.eventType ?? '',
        ...aboutOf(requests.get(row.id)),
        ...(ending && { ending: ending.state }),
        ...(row.code !== null && { code: row.code }),
        subscriptionCodes: row.subscriptionCodes,
        askedAt: row.askedAt.toISOString(),
        ...(row.answeredAt && { answeredAt: row.answeredAt.toISOString() }),
      };
    });
}
