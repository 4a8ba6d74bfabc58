import fc from 'fast-check';
import { ClientError } from 'graphql-request';
import { ServiceError } from '@interlink/contracts/errors';
import { cookieJar } from '../../src/openimis/cookies.js';
import { isCsrfFailure, toRefusal, toServiceError } from '../../src/openimis/failures.js';
import { filterFor, readElements, writeElements, type MappedElements } from '../../src/openimis/mapping.js';
import { reconciliationCsv, survivesCsv } from '../../src/openimis/payrolls.js';
import { proposeElements } from '../../src/openimis/profile.js';
import { fromStored, toStored } from '../../src/openimis/transforms.js';

describe('the file by which openIMIS is told who was paid', () => {
  const paid = (over: object = {}) => ({ code: 'BEN-A1', amount: '2000.00', receipt: 'R-1', ...over });

  it('has the columns that openIMIS reads, a row a benefit, and ends with a line', () => {
    expect(reconciliationCsv([paid(), paid({ code: 'BEN-A2' })])).toBe(
      'Code,Status,Amount,Receipt,Paid\nBEN-A1,ACCEPTED,2000.00,R-1,Yes\nBEN-A2,ACCEPTED,2000.00,R-1,Yes\n',
    );
    expect(reconciliationCsv([])).toBe('Code,Status,Amount,Receipt,Paid\n');
  });

  it.each([{ receipt: '' }, { receipt: 'a,b' }, { code: 'a"b' }, { amount: '1\n2' }, { amount: '1\r' }])(
    'is not written at all with the cell %j, which would be taken wrongly',
    (over) => {
      expect(() => reconciliationCsv([paid(over)])).toThrow(RangeError);
    },
  );

  it.each(['BEN-A1', 'A', 'a1b2', '1A', 'X-0001', 'INFO', 'NANCY', '12-34'])('bears the code %s as it is', (code) => {
    expect(survivesCsv(code)).toBe(true);
  });

  it.each([
    ['a number', '123'],
    ['a number with zeros in front', '00123'],
    ['a negative number', '-5'],
    ['a number in sixteen digits', '0x1F'],
    ['a number with an exponent', '1e5'],
    ['a number that is too large to be one', '1e999'],
    ['nothing', ''],
    ['a space', ' '],
    ['not available', 'NA'],
    ['not a number', 'nan'],
    ['not a number, with a sign', '-nan'],
    ['null', 'NULL'],
    ['none', 'None'],
    ['infinity, cut', 'inf'],
    ['infinity, cut, with a sign', '-inf'],
    ['infinity', 'Infinity'],
    ['a truth', 'True'],
    ['a comma', 'A,1'],
    ['a letter of another script', 'ب1'],
    ['more than thirty characters', 'A'.repeat(31)],
  ])('I10: would lose a code that reads like %s', (_what, code) => {
    expect(survivesCsv(code)).toBe(false);
  });

  it('never bears a code that a spreadsheet reads as a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer(), fc.float({ noNaN: true })), (number) => {
        expect(survivesCsv(String(number))).toBe(false);
      }),
    );
  });
});

describe('a value in a jsonExt', () => {
  const elements: MappedElements = {
    nationalId: { key: 'nid', type: 'integer' },
    sex: { key: 'gender', transform: { kind: 'codes', codes: { female: 'F', male: 'M' } } },
    accountNumber: { key: 'iban', readOnly: true },
  };

  it('is a number where the deployment holds numbers', () => {
    expect(writeElements(elements, {}, { nationalId: '20058312' })).toEqual({ nid: 20058312 });
    expect(filterFor(elements, 'nationalId', '20058312')).toBe('nid__integer=20058312');
  });

  it.each(['A-1', '', '1.5', '99999999999999999999', ' 12'])(
    'stays as it was said when %j is no whole number: as a number it would be lost',
    (value) => {
      expect(writeElements(elements, {}, { nationalId: value })).toEqual({ nid: value });
      expect(filterFor(elements, 'nationalId', value)).toBeUndefined();
    },
  );

  it('S15: is never written where it may only be read, and leaves unknown keys alone', () => {
    expect(writeElements(elements, { iban: 'x', roof: 'tin' }, { accountNumber: 'y', sex: 'female' })).toEqual({
      iban: 'x',
      roof: 'tin',
      gender: 'F',
    });
  });

  it('is left out when it is empty, or of a type that nobody can read', () => {
    expect(readElements(elements, { nid: 5, gender: ' ', iban: { of: 1 } })).toEqual({ nationalId: '5' });
    expect(readElements(elements, { gender: null, iban: ['x'] })).toEqual({});
  });

  it('is not asked for by a filter that openIMIS would cut, nor when it is not mapped', () => {
    expect(filterFor(elements, 'sex', 'a=b')).toBeUndefined();
    expect(filterFor(elements, 'mobile', '1')).toBeUndefined();
  });

  it('comes back as it was said, through any transform', () => {
    const callingCode = { kind: 'calling-code', callingCode: '+254', trunkPrefix: '0' } as const;
    fc.assert(
      fc.property(fc.stringMatching(/^\+254[1-9]\d{8}$/), (mobile) => {
        expect(fromStored(toStored(mobile, callingCode), callingCode)).toBe(mobile);
      }),
    );
    expect(fromStored('0710 (017) 336', callingCode)).toBe('+254710017336');
    expect(toStored('+255710017336', callingCode)).toBe('+255710017336');
    expect(fromStored('X', { kind: 'codes', codes: { female: 'F' } })).toBe('X');
    expect(fromStored('as it is', undefined)).toBe('as it is');
  });
});

describe('what openIMIS means when it refuses', () => {
  const answer = (status: number, ...messages: string[]) =>
    new ClientError({ status, errors: messages.map((message) => ({ message })), headers: new Headers() } as never, {
      query: '',
    });

  it.each([
    [answer(401), 'platform.unauthenticated'],
    [answer(429), 'platform.openimis-unavailable'],
    [answer(500), 'platform.openimis-unavailable'],
    [answer(503), 'platform.openimis-unavailable'],
    [answer(200, 'User not authenticated'), 'platform.unauthenticated'],
    [answer(200, 'Signature has expired'), 'platform.unauthenticated'],
    [answer(200, 'mutation.authentication_required'), 'platform.forbidden'],
    [answer(200, 'Unauthorized'), 'platform.forbidden'],
    [answer(400, 'You do not have permission'), 'platform.forbidden'],
    [answer(400, 'Field dob is not a date'), 'platform.openimis-refused'],
    [new TypeError('fetch failed'), 'platform.openimis-unavailable'],
    [Object.assign(new Error('x'), { name: 'TimeoutError' }), 'platform.openimis-unavailable'],
    ['thrown text', 'platform.openimis-unavailable'],
  ])('is a code of ours: %#', (thrown, code) => {
    expect(toServiceError(thrown, 'createIndividual').code).toBe(code);
  });

  it('says whether it was too slow or not there', () => {
    const slow = Object.assign(new Error('x'), { name: 'TimeoutError' });
    expect(toServiceError(slow, 'q').details).toEqual({ operation: 'q', reason: 'timeout' });
    expect(toServiceError(new Error('x'), 'q').details).toEqual({ operation: 'q', reason: 'unreachable' });
    expect(toServiceError(answer(502), 'q').details).toEqual({ operation: 'q', reason: 'status-502' });
  });

  it('S13: keeps no word of what openIMIS wrote, for it may hold what people bear', () => {
    const failure = toServiceError(answer(400, 'marker-4711 is not a valid name'), 'createIndividual');
    expect(JSON.stringify({ ...failure, message: failure.message })).not.toContain('marker');
    expect(failure.cause).toBeUndefined();
    expect(JSON.stringify(toRefusal('marker-4711', 'q'))).not.toContain('marker');
  });

  it('leaves what is ours already as it is', () => {
    const own = new ServiceError('platform.conflict');
    expect(toServiceError(own, 'q')).toBe(own);
  });

  it('is told from a session whose CSRF token is missing: there a new one helps', () => {
    expect(isCsrfFailure(answer(403, 'CSRF verification failed'))).toBe(true);
    expect(isCsrfFailure(answer(403, 'permission'))).toBe(false);
    expect(isCsrfFailure(new Error('csrf'))).toBe(false);
  });
});

describe('the cookies of a session with openIMIS', () => {
  const headers = (...lines: string[]) => {
    const given = new Headers();
    for (const line of lines) given.append('set-cookie', line);
    return given;
  };

  it('S7: are those of the session and its token alone, never the JWT', () => {
    const jar = cookieJar();
    jar.take(headers('sessionid=s1; Path=/; HttpOnly', 'csrftoken=c=1; Secure', 'JWT=secret', 'tracking=1', '=x'));
    expect(jar.header()).toBe('sessionid=s1; csrftoken=c=1');
    jar.take(headers('sessionid=s2'));
    expect(jar.header()).toBe('sessionid=s2; csrftoken=c=1');
  });

  it('are none before any came', () => {
    expect(cookieJar().header()).toBe('');
  });
});

describe('a proposal for mapping.json', () => {
  const key = (name: string, types: Record<string, number>) => ({ key: name, types, distinct: 3 });

  it('goes by names, whatever their case, and takes the one that is filled most', () => {
    const proposed = proposeElements([
      key('National_ID', { number: 5 }),
      key('nin', { string: 90, null: 2 }),
      key('GENDRE', { string: 9 }),
      key('Sexe', { string: 9 }),
      key('iban', { string: 9 }),
    ]);
    expect(proposed).toEqual({
      journeyId: { key: 'interlink_journey' },
      nationalId: { key: 'nin' },
      sex: { key: 'Sexe' },
      accountNumber: { key: 'iban', readOnly: true },
    });
  });

  it('knows numbers, and proposes nothing that nothing resembles', () => {
    expect(proposeElements([key('uin', { number: 5 })])['nationalId']).toEqual({ key: 'uin', type: 'integer' });
    expect(Object.keys(proposeElements([key('roof', { string: 1 })]))).toEqual(['journeyId']);
  });
});
