import type { Journey } from '@interlink/contracts/enrolment/journey';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { kitTexts } from '@interlink/fe-kit/kit-texts';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';
import { PlaceName } from './PlaceName.js';

/** Exactly what is confirmed: every line of the statement, codes in words, and what has no words as it is. */
export function Statement({ journey }: { readonly journey: Journey }) {
  const { text, has } = useText(texts);
  const kit = useText(kitTexts);
  const word = (key: string, code: string) => (has(`${key}.${code}`) ? text(`${key}.${code}`) : code);
  const inWords = (name: string, value: string) => {
    if (name === 'assurance') return word('assurance', value);
    if (name === 'act') return word('act', value);
    if (name === 'birthDatePrecision') return word('statement.precision', value);
    if (name === 'location') return <PlaceName id={value} />;
    if (name === 'provisional') return value === 'no' ? text('statement.nothing') : words(value, 'step');
    if (!name.startsWith('check.')) return <bdi>{value}</bdi>;
    const [status = '', ...reasons] = value.split(' ');
    return [kit.text(`status.${status}`), words(reasons.join(' '), 'reason')].filter(Boolean).join(': ');
  };
  const words = (codes: string, key: string) =>
    codes
      .split(' ')
      .filter(Boolean)
      .map((code) => word(key, code))
      .join(' ');
  const lines = Object.entries(journey.approvalStatement?.text ?? {});
  return <Facts facts={lines.map(([name, value]) => [word('statement', name), inWords(name, value)])} />;
}
