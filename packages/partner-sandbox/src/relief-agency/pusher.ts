import { randomUUID } from 'node:crypto';
import type { FaultKind } from '../common/partners.js';
import { openJournal } from '../common/journal.js';
import type { PartnerTools } from '../common/partner-server.js';
import { toParts } from '../consumer/messages.js';
import type { Credentials } from '../consumer/credentials.js';
import type { openSender } from '../consumer/sender.js';
import { mislead, MISLEADING, toBeneficiary } from './beneficiary.js';
import { digestOf, type Members, type ReliefMember } from './members.js';

/** What came of telling one member: by the digest of what was told. */
export interface Pushed {
  readonly at: string;
  readonly memberId: string;
  readonly digest: string;
  readonly status: string;
  readonly code: string | null;
}

export interface PusherSettings {
  readonly members: Members;
  /** As Interlink registered the agency; nothing is pushed before. */
  readonly given: () => Credentials | undefined;
  readonly sender: ReturnType<typeof openSender>;
  readonly ownUrl: string;
}

export interface Pusher {
  readonly pushed: readonly Pushed[];
  /** Tells everything that Interlink has not taken yet, in parts; how many members it took. */
  pushNews(): Promise<number>;
  /** Last trouble, or null. */
  trouble(): string | null;
}

const AT_ONCE = 50;
const HOSTILE: readonly FaultKind[] = ['unsigned', 'replayed', 'tampered', 'wrong-signature', ...MISLEADING];

/** Its DCI id, by which Interlink registers it. */
export const idOf = ({ clientId }: Credentials) => `https://${clientId}.sandbox.example/dci`;

/** The agency tells of its own accord whom it serves and what it gave, until Interlink says that it took it. */
export function openPusher(tools: PartnerTools, { members, given, sender, ownUrl }: PusherSettings): Pusher {
  const pushed = openJournal<Pushed>(tools.folder, 'relief-agency-pushed');
  // What was refused is not told again before a clerk changed it: it would be refused again.
  const settled = new Map(pushed.entries.map(({ memberId, digest }) => [memberId, digest]));
  let trouble: string | null = null;

  const news = () => members.list().filter((member) => settled.get(member.memberId) !== digestOf(member));

  async function push(credentials: Credentials, part: readonly ReliefMember[]): Promise<number> {
    const fault = tools.faults.take('relief-agency', 'push', HOSTILE)?.kind;
    const message = {
      transaction_id: randomUUID(),
      enrolled_updates: { beneficiaries: mislead(part.map(toBeneficiary), fault) },
    };
    const parties = { senderId: idOf(credentials), receiverId: 'interlink', ownUrl };
    const parts = toParts('enrollment-updates', message, parties, new Date(tools.clock()));
    const token = await sender.token(credentials);
    const { body, verified } = await sender.send(token, { role: 'ibr', operation: 'enrollment-updates', parts, fault });
    const answers = verified ? answersIn(body) : [];
    // Who misled is not told what became of it: what was answered is about other beneficiaries than the agency's.
    if (fault !== undefined) return 0;
    if (answers.length !== part.length) throw new Error(`Interlink did not answer for all: ${JSON.stringify(body)}`);
    part.forEach((member, at) => settle(member, answers[at]));
    return answers.filter(({ status }) => status === 'succ').length;
  }

  function settle(member: ReliefMember, answer: Answer | undefined): void {
    const digest = digestOf(member);
    const { status = 'rjct', status_reason_code: code = null } = answer ?? {};
    pushed.append({ at: new Date(tools.clock()).toISOString(), memberId: member.memberId, digest, status, code });
    settled.set(member.memberId, digest);
  }

  return {
    pushed: pushed.entries,
    trouble: () => trouble,
    async pushNews() {
      const credentials = given();
      if (!credentials) return 0;
      let taken = 0;
      try {
        const all = news();
        for (let at = 0; at < all.length; at += AT_ONCE) taken += await push(credentials, all.slice(at, at + AT_ONCE));
        trouble = null;
      } catch (thrown) {
        // Interlink is away or does not take it: what is not settled is told the next time.
        trouble = thrown instanceof Error ? thrown.message : String(thrown);
      }
      return taken;
    },
  };
}

interface Answer {
  readonly status?: string;
  readonly status_reason_code?: string | null;
}

function answersIn(body: unknown): readonly Answer[] {
  const { message } = (body ?? {}) as { readonly message?: { readonly enrolled_response?: unknown } };
  return Array.isArray(message?.enrolled_response) ? (message.enrolled_response as readonly Answer[]) : [];
}
