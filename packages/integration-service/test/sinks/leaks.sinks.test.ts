import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { need } from '../enrolment/running-stack';
import { findMarkers, markersOf, type MarkedPerson, type Markers } from './markers';

/** Runs last: what every journey, fault and kill of this run left behind is looked through. */
jest.setTimeout(120_000);

const fromCountry = (file: string) =>
  JSON.parse(readFileSync(join(need('INTERLINK_TEST_COUNTRY_DIR'), file), 'utf8')) as MarkedPerson[];

/** A line that is nothing but a password, a key or a part of one; armour and headings around keys are no secrets. */
const BARE = /^[\w+/=-]{8,}$/;

/** What the files of secrets hold: passwords, keys, and the private part of each JWK. */
function secretsOf(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile() && !/\.jsonl?$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(file, 'utf8').trim();
      if (!file.endsWith('.jwk')) return text.split(/\r?\n/).filter((line) => BARE.test(line));
      return [(JSON.parse(text) as { d: string }).d];
    });
}

/** The codes that the national ID sent by SMS. */
async function otps(): Promise<string[]> {
  const answer = await fetch(`${need('SANDBOX_HUB_URL')}/inbox.json`);
  return [...(await answer.text()).matchAll(/\b\d{6}\b/g)].map(([code]) => code);
}

const logFile = (name: string) => join(need('INTERLINK_TEST_STATE_DIR'), 'logs', name);

describe('S13: name, identifier, phone, account, code, token and secret', () => {
  let markers: Markers;
  let client: pg.Client;
  beforeAll(async () => {
    markers = markersOf([...fromCountry('people.json'), ...fromCountry('applicants.json')], {
      otp: await otps(),
      secret: secretsOf(need('INTERLINK_TEST_SECRETS_DIR')),
    });
    client = new pg.Client({ connectionString: need('INTERLINK_TEST_OWNER_URL') });
    await client.connect();
  });
  afterAll(() => client.end());

  it.each(['serve.log', 'work.log', 'mortal.log'])('are not in %s', (name) => {
    // The service that kills itself writes only where the kills ran.
    if (name === 'mortal.log' && !existsSync(logFile(name))) return;
    const text = readFileSync(logFile(name), 'utf8');
    expect(text).toContain('"msg"');
    expect(findMarkers(text, markers)).toEqual([]);
  });

  it('are not in the log of the shell, which passes every request on', () => {
    const text = readFileSync(logFile('shell.log'), 'utf8');
    expect(text).toContain('The shell is at');
    expect(findMarkers(text, markers)).toEqual([]);
  });

  it('are not in the spans that every process sent to the collector', () => {
    const text = readFileSync(logFile('spans.jsonl'), 'utf8');
    for (const process of ['interlink-serve', 'interlink-work']) expect(text).toContain(process);
    expect(findMarkers(text.replaceAll('"', '\n'), markers)).toEqual([]);
  });

  it.each(['INTERLINK_TEST_SERVE_OPS_URL', 'INTERLINK_TEST_WORK_OPS_URL'])(
    'are not in the metrics at %s',
    async (name) => {
      const text = await (await fetch(`${need(name)}/metrics`)).text();
      expect(text).toContain('# TYPE');
      expect(findMarkers(text, markers)).toEqual([]);
    },
  );

  it.each([
    ['the headers of the audit log, which are never erased', 'select header::text as text from platform.audit_entry'],
    ['messages that wait or were delivered', 'select body::text as text from platform.outbox'],
    ['jobs', 'select data::text as text from pgboss.job'],
  ])('are not in %s', async (_what, query) => {
    const { rows } = await client.query<{ text: string | null }>(query);
    expect(rows.length).toBeGreaterThan(0);
    expect(findMarkers(rows.map(({ text }) => text ?? '').join('\n'), markers)).toEqual([]);
  });

  it('would be found: one of each that is planted in a log is named', () => {
    const someOf = new Map([...markers].map(([value, kind]) => [kind, value]));
    expect([...someOf.keys()].sort()).toEqual([
      'account',
      'birth date',
      'identifier',
      'name',
      'otp',
      'phone',
      'secret',
    ]);
    for (const [kind, value] of someOf) {
      const log = `{"msg":"Serving"}\n{"level":50,"msg":"column x of ${value}, y","path":"/people/${value}?q"}\n`;
      expect(findMarkers(log, markers)).toContainEqual({ kind, line: 2 });
    }
    expect(findMarkers('cookie JWT=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', markers)).toEqual([
      { kind: 'token', line: 1 },
    ]);
  });
});
