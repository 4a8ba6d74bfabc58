import type { MessageCheck } from '@interlink/contracts/interconnection/console';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { Typography } from '@interlink/fe-kit/ui/material';
import { Code } from './Code.js';
import { useWords } from './words.js';

/** Whether a message would be taken; if not, the first thing that is wrong and what helps. */
export function CheckResult({ check }: { readonly check: MessageCheck }) {
  const layout = useLayout();
  const { text, word, has } = useWords();
  const { ok, refusal, detail, signature, encrypted, knownKeys } = check;
  return (
    <div className={ok ? layout.notice : layout.warning} role="status">
      <StatusChip tone={ok ? 'good' : 'bad'} label={text(ok ? 'check.ok' : 'check.refused')} />
      {refusal !== undefined && has(`refusal.${refusal}`) && <Typography>{text(`refusal.${refusal}`)}</Typography>}
      <Facts
        facts={[
          [text('check.code'), refusal && <Code key="code">{refusal}</Code>],
          [text('check.detail'), detail && <bdi key="detail">{detail}</bdi>],
          [text('check.signature'), signature && word('signatureState', signature)],
          [text('check.encrypted'), encrypted === undefined ? undefined : text(encrypted ? 'yes' : 'no')],
          [text('check.knownKeys'), knownKeys.length > 0 ? <Code key="k">{knownKeys.join(' ')}</Code> : text('none')],
        ]}
      />
    </div>
  );
}
