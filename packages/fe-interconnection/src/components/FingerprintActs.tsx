import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { TwoStep } from '@interlink/fe-kit/components/TwoStep';
import { useHostRights } from '@interlink/fe-kit/rights';
import { RIGHT_MANAGE } from '../names.js';
import { CompareFingerprint } from './CompareFingerprint.js';
import { SecondPerson, useMayConfirm, type Proposal } from './Proposed.js';
import { useIsChanging, type Change } from './usePartner.js';
import { useWords } from './words.js';

interface Proved extends Proposal {
  readonly id: string;
  readonly revokedAt?: string;
}

interface FingerprintActsProps {
  readonly what: 'keys' | 'certificates';
  readonly of: Proved;
  readonly fingerprint: string;
  readonly change: Change;
  readonly bare?: (typed: string) => string;
}

/** What may be done with a key or a certificate: a second person confirms it by its fingerprint, a manager takes it back. */
export function FingerprintActs({ what, of: one, fingerprint, change, bare }: FingerprintActsProps) {
  const mayManage = useHostRights().includes(RIGHT_MANAGE);
  const { text } = useWords();
  const isBusy = useIsChanging();
  const mayConfirm = useMayConfirm(one);
  const act = (wish: 'confirm' | 'withdraw') => () => change({ do: wish, what, item: one.id });
  if (one.revokedAt !== undefined) return <StatusChip tone="bad" label={text('keys.revoked')} />;
  return (
    <>
      {mayConfirm === 'own' && <SecondPerson />}
      {mayConfirm === 'yes' && (
        <CompareFingerprint fingerprint={fingerprint} bare={bare} disabled={isBusy} onSame={act('confirm')} />
      )}
      {mayManage && (
        <TwoStep
          label={text(`${what}.revoke`)}
          sure={text(`${what}.revokeSure`)}
          of={fingerprint}
          disabled={isBusy}
          onSure={act('withdraw')}
        />
      )}
    </>
  );
}
