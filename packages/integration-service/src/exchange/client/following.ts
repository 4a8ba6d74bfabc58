import { ServiceError } from '@interlink/contracts/errors';
import type { FollowedRegistry, FollowRegistry } from '@interlink/contracts/exchange/inquiry';
import type { Actor } from '../../platform/actor.js';
import type { Platform } from '../../platform/platform.js';
import { findInquiry, listFollowed, listOneFollowed, type InquiryRow } from '../store/inquiries.js';
import type { Inquiries } from './inquiries.js';

/** Subscriptions of ours at registries of others. */
export interface Following {
  /** Asks to be told. Throws `exchange.connector-unknown`. */
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
  const get = async (id: string) => {
    const [found] = toFollowed(await listOneFollowed(platform, id));
    if (!found) throw new ServiceError('exchange.not-followed');
    return found;
  };
  return {
    async follow(actor, { partner, connector, eventType, recordType }) {
      if (!partners.includes(partner) || !connectors.includes(connector)) {
        throw new ServiceError('exchange.connector-unknown', { partner, connector });
      }
      const watch = { eventType, recordType, query: { by: 'everything' } } as const;
      const row = await inquiries.begin({
        ...{ partner, connector, request: { kind: 'subscribe', watch }, requestId: `follow:${platform.ids.next()}` },
        cause: { actor, subjectId: `partner:${partner}` },
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
    list: async () => toFollowed(await listFollowed(platform)),
  };
}

/** Each subscription with the newest request to end it. */
function toFollowed(rows: readonly InquiryRow[]): FollowedRegistry[] {
  return rows
    .filter(({ kind }) => kind === 'subscribe')
    .map((row) => {
      const ending = rows.find(({ ends }) => ends === row.id);
      return {
        ...{ id: row.id, partner: row.partner, connector: row.connector, role: row.role, state: row.state },
        eventType: row.eventType ?? '',
        ...(ending && { ending: ending.state }),
        ...(row.code !== null && { code: row.code }),
        subscriptionCodes: row.subscriptionCodes,
        askedAt: row.askedAt.toISOString(),
        ...(row.answeredAt && { answeredAt: row.answeredAt.toISOString() }),
      };
    });
}
