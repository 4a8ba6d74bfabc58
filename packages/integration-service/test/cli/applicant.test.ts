import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { readApplicant, readPersona, toStartJourney, type ApplicantFile } from '../../src/cli/enrol/applicant-file.js';
import { askApplicant } from '../../src/cli/enrol/ask.js';
import { formsOf } from '../../src/cli/enrol/html-form.js';
import { openReport } from '../../src/cli/enrol/report.js';

const amina: ApplicantFile = {
  givenName: 'Amina',
  surname: 'Wanjiru',
  birthDate: '1950-04-03',
  language: 'en',
  village: 'KIB',
};
const folder = mkdtempSync(path.join(tmpdir(), 'interlink-applicant-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: unknown) => {
  const full = path.join(folder, name);
  writeFileSync(full, typeof content === 'string' ? content : JSON.stringify(content));
  return full;
};
const nothing = Readable.from([]);

describe('the file of an applicant', () => {
  it('is read from a file, or from standard input, so that nobody’s name stands in an argument', async () => {
    expect(await readApplicant(file('a.json', amina), nothing)).toEqual(amina);
    const parts = [JSON.stringify(amina).slice(0, 9), JSON.stringify(amina).slice(9)];
    expect(await readApplicant('-', Readable.from(parts))).toEqual(amina);
  });

  it.each<[string, unknown, string]>([
    ['is no JSON', '{"givenName"', 'is not JSON'],
    ['has no surname', { ...amina, surname: undefined }, 'surname'],
    ['has a date that is none', { ...amina, birthDate: '1950-13-01' }, '/birthDate'],
    ['has a language that we do not speak', { ...amina, language: 'sw' }, '/language'],
    ['has one witness only', { ...amina, witnesses: [{ name: 'A', documentReference: 'B' }] }, '/witnesses'],
  ])('is refused with its place when it %s', async (_what, content, words) => {
    await expect(readApplicant(file('bad.json', content), nothing)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(words),
    });
  });

  it('S13: is refused without a word of what it holds', async () => {
    const secret = file('secret.json', { ...amina, language: 'marker-4711', nationalId: 'marker-4712' });
    await expect(readApplicant(secret, nothing)).rejects.toMatchObject({
      message: expect.not.stringMatching(/marker-471[12]/),
    });
  });

  it('is refused when it is not there', async () => {
    await expect(readApplicant(path.join(folder, 'none.json'), nothing)).rejects.toMatchObject({ exitCode: 2 });
  });

  it('becomes what the service wants, with nothing that was not said', () => {
    expect(toStartJourney(amina, 'OAA', 'village-1')).toEqual({
      programme: 'OAA',
      applicant: {
        givenName: 'Amina',
        surname: 'Wanjiru',
        birthDate: { date: '1950-04-03', precision: 'day' },
        language: 'en',
        locationId: 'village-1',
      },
    });
  });

  it('keeps how exact a birth date is known, and a mandate', () => {
    const mandate = { name: 'Joe', relationship: 'son', documentReference: 'P' };
    const start = toStartJourney(
      { ...amina, birthDatePrecision: 'year', sex: 'female', mobile: '+254700000001', nationalId: '1234', mandate },
      'OAA',
      'v',
    );
    expect(start.applicant).toMatchObject({ birthDate: { precision: 'year' }, sex: 'female', nationalId: '1234' });
    expect(start.mandate).toEqual(mandate);
  });
});

describe('a persona of the demo country', () => {
  it('is found by its name', async () => {
    file('applicants.json', [{ ...amina, persona: 'happy' }]);
    expect(await readPersona(folder, 'happy')).toMatchObject(amina);
  });

  it('that there is not is answered with those there are', async () => {
    file('applicants.json', [{ ...amina, persona: 'happy' }, { ...amina, persona: 'deceased' }]); // prettier-ignore
    await expect(readPersona(folder, 'sad')).rejects.toThrow('There is no persona sad; there are happy, deceased.');
  });

  it('is looked for in the folder that --country names', async () => {
    await expect(readPersona('/nowhere', 'happy')).rejects.toThrow('--country must name the demo country');
  });
});

describe('the desk’s questions on a terminal', () => {
  /** Answers by what the question begins with; empty to all others. */
  const asked = (answers: Record<string, string>) => {
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return Object.entries(answers).find(([beginning]) => question.startsWith(beginning))?.[1] ?? '';
    };
    return { questions, applicant: askApplicant(ask) };
  };
  const given = { 'Given name': 'Amina', Surname: 'W', 'Birth date': '1950-04-03', Code: 'KIB' };

  it('leave out what may be left out', async () => {
    expect(await asked(given).applicant).toEqual({
      givenName: 'Amina',
      surname: 'W',
      birthDate: '1950-04-03',
      language: 'en',
      village: 'KIB',
    });
  });

  it('do not ask for the number of an account that there is not', async () => {
    const { questions, applicant } = asked(given);
    await applicant;
    expect(questions.some((question) => question.startsWith('Account number'))).toBe(false);
  });

  it('take what is said', async () => {
    const all = { ...given, National: '12345678', Mobile: '+254700000001', Language: 'ar', 'Account keeper': 'BANK', 'Account number': '0110' }; // prettier-ignore
    expect(await asked(all).applicant).toMatchObject({
      nationalId: '12345678',
      mobile: '+254700000001',
      language: 'ar',
      account: { provider: 'BANK', number: '0110' },
    });
  });

  it('speak English to who names a language that we do not have', async () => {
    expect((await asked({ ...given, Language: 'sw' }).applicant).language).toBe('en');
  });
});

describe('a form of an identity provider', () => {
  it('is read with its fields, also hidden ones, and its buttons', () => {
    const [form] = formsOf(
      `<p>Sign in</p><form action="/login?a=1&amp;b=2" method=post><input type="hidden" name='csrf' value="x&quot;y">
       <input name=user><input type="submit" value="Go"><button name="act" value="ok"><b>Continue</b></button></form>`,
    );
    expect(form).toEqual({
      action: '/login?a=1&b=2',
      method: 'POST',
      fields: { csrf: 'x"y', user: '' },
      buttons: [{ name: 'act', value: 'ok', text: 'Continue' }],
    });
  });

  it('may be one of several, by GET, and without anything in it', () => {
    const forms = formsOf('<FORM METHOD="get"></FORM><form action=/two><INPUT NAME=a VALUE=&#65;&#x42;></form>');
    expect(forms.map(({ method, action, fields }) => [method, action, fields])).toEqual([
      ['GET', '', {}],
      ['POST', '/two', { a: 'AB' }],
    ]);
  });

  it('is not found where there is none', () => {
    expect(formsOf('<p>no form</p>')).toEqual([]);
    expect(formsOf('<form action="/never-closed">')).toEqual([]);
  });
});

describe('the report of a journey under way', () => {
  it('shows each step when it changed and never twice the same', () => {
    const lines: string[] = [];
    const report = openReport((line) => lines.push(line));
    const step = { name: 'identity', reasons: [], attempts: 1 };
    const at = (status: string, over: object = {}) =>
      report({ steps: [{ ...step, status, ...over }, { ...step, name: 'account', status: 'waiting' }] } as never); // prettier-ignore
    at('running');
    at('running');
    at('failed', { tookMs: 9, reasons: ['name-differs'], advice: 'ask-again' });
    expect(lines).toEqual([
      '  identity       running',
      '  identity       failed        9 ms  name-differs; next: ask-again',
    ]);
  });
});
