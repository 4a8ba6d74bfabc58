import type { Journey } from '@interlink/contracts/enrolment/journey';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { Facts } from './Facts.js';

/** Exactly what is confirmed: every line of the statement, translated where we know its name. */
export function Statement({ journey }: { readonly journey: Journey }) {
  const { text, has } = useText(texts);
  const lines = Object.entries(journey.approvalStatement?.text ?? {});
  return (
    <Facts facts={lines.map(([key, value]) => [has(`statement.${key}`) ? text(`statement.${key}`) : key, value])} />
  );
}
