import { readFileSync } from 'node:fs';
import path from 'node:path';
import { need } from '../../../shell/test/support/browser.js';

/** An applicant as the country generator made them. */
export interface Person {
  readonly persona: string;
  readonly givenName: string;
  readonly surname: string;
  readonly birthDate: string;
  readonly birthDatePrecision: 'day' | 'month' | 'year';
  readonly nationalId?: string;
  readonly mobile?: string;
  readonly village: string;
  readonly account: { readonly provider: string; readonly number: string };
}

const read = <T>(file: string) =>
  JSON.parse(readFileSync(path.join(need('INTERLINK_TEST_COUNTRY_DIR'), `${file}.json`), 'utf8')) as T;

export function persona(name: string): Person {
  const found = read<Person[]>('applicants').find((one) => one.persona === name);
  if (!found) throw new Error(`The country has no persona "${name}".`);
  return found;
}

/** Village, ward and district as the desk shows them. */
export function villagePath(code: string): string {
  const places = new Map(
    read<{ code: string; name: string; parent: string | null }[]>('locations').map((one) => [one.code, one]),
  );
  const names: string[] = [];
  for (let place = places.get(code); place && names.length < 3; place = places.get(place.parent ?? ''))
    names.push(place.name);
  return names.join(', ');
}

interface Sms {
  readonly text: string;
  readonly at: string;
}

/** The newest message to a telephone after a moment, as the SMS gateway keeps it. */
export async function nextSms(to: string, since: number, pattern: RegExp): Promise<string> {
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${need('SANDBOX_HUB_URL')}/inbox.json?to=${encodeURIComponent(to)}`);
    const messages = ((await answer.json()) as Sms[]).filter(
      ({ at, text }) => Date.parse(at) >= since && pattern.test(text),
    );
    const newest = messages.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0];
    if (newest) return newest.text;
    if (Date.now() > until) throw new Error('No message came.');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
