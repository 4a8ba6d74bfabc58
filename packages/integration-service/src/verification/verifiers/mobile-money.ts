import type { PartnerAnswer } from '@interlink/contracts/interconnection/partner-port';
import { WalletName, WalletStatus } from '@interlink/contracts/verification/mobile-money';
import type {
  AccountVerifier,
  QuestionContext,
  VerifierAnswer,
  VerifierTools,
} from '@interlink/contracts/verification/verifier';
import { judgeWalletName, judgeWalletStatus } from '@interlink/domain/verification/wallet';
import { Value } from 'typebox/value';
import { parseAnswer } from '../../platform/json.js';

/**
 * Asks a mobile money operator (GSMA Mobile Money API 1.1) whether a wallet can be paid into and whose it is. The
 * operator tells the name and we compare; what it told is kept sealed as evidence and shown to nobody.
 */
export const mobileMoneyVerifier: AccountVerifier = {
  id: 'mobile-money',
  kind: 'account',
  open:
    (tools) =>
    async ({ accountNumber, holderName }, context) => {
      const msisdn = msisdnOf(accountNumber);
      if (msisdn === undefined) return notAskable(context);
      const ask = asking(tools, msisdn, context);
      const status = await ask('wallet-status', 'status');
      const state = read(status, WalletStatus);
      if ('outcome' in state) return answerOf(state, [status], context);
      const closed = judgeWalletStatus(state.accountStatus);
      if (closed) return answerOf(closed, [status], context);
      const told = await ask('wallet-name', 'accountname');
      const holder = read(told, WalletName);
      const judged = 'outcome' in holder ? holder : judgeWalletName(holder.name, holderName);
      return answerOf(judged, [status, told], context);
    },
};

/** E.164 with its plus, whatever stands between the digits; undefined: no number of a telephone. */
function msisdnOf(accountNumber: string): string | undefined {
  const digits = accountNumber.replace(/^\+|[\s().-]/g, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : undefined;
}

function asking({ partner }: VerifierTools, msisdn: string, { cause }: QuestionContext) {
  return (operation: string, what: 'accountname' | 'status') =>
    partner.get({ operation, path: `/accounts/msisdn/${encodeURIComponent(msisdn)}/${what}`, cause });
}

type Judged = Pick<VerifierAnswer, 'outcome' | 'reasons'>;

function read<Schema extends typeof WalletName | typeof WalletStatus>(
  { status, bytes }: PartnerAnswer,
  schema: Schema,
) {
  if (status >= 500 || status === 429) return { outcome: 'unavailable', reasons: ['unreachable'] } satisfies Judged;
  if (status === 404) return { outcome: 'not-found', reasons: ['identifier-unknown'] } satisfies Judged;
  const body = parseAnswer(bytes);
  if (status === 200 && Value.Check(schema, body)) return body;
  return { outcome: 'refused', reasons: ['request-rejected'] } satisfies Judged;
}

/** As received, the answers one after the other. */
function answerOf(judged: Judged, answers: readonly PartnerAnswer[], { requestId }: QuestionContext): VerifierAnswer {
  const raw = Buffer.concat(answers.map(({ bytes }) => bytes));
  return { ...judged, evidence: { raw, signature: 'absent' }, proof: { requestId, answers: answers.length } };
}

const notAskable = ({ requestId }: QuestionContext): VerifierAnswer => ({
  outcome: 'refused',
  reasons: ['account-not-checkable'],
  evidence: { signature: 'absent' },
  proof: { requestId },
});
