import type { EnrolmentData } from '@interlink/contracts/registry/enrolment';
import type { PersonData } from '@interlink/contracts/registry/person';
import fc from 'fast-check';
import type { Moment, Statement } from '../../src/registry/bitemporal.js';
import type { FieldPolicies } from '../../src/registry/choose-fields.js';
import { foldHolder, foldPerson, heldAt, type RecordHistory } from '../../src/registry/fold-person.js';

const policies: FieldPolicies = { default: { by: 'freshest' }, fields: {} };
const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const at = (n: number) => `${day(n)}T12:00:00.000Z`;
const moment = (asOf: number, known = 100): Moment => ({ asOf: day(asOf), knownAt: at(known) });

type Said<T> = Omit<Statement<T>, 'seq'>;
const history = <K extends RecordHistory['kind']>(
  kind: K,
  source: string,
  ...said: readonly Said<unknown>[]
): RecordHistory =>
  ({
    recordId: `${kind}-of-${source}`,
    subjectId: 'amina',
    kind,
    source,
    key: `${source}-1`,
    statements: said.map((one, index) => ({ ...one, seq: index + 1 })),
  }) as RecordHistory;

const person = (source: string, ...said: readonly Said<PersonData>[]) => history('person', source, ...said);
const enrolment = (source: string, ...said: readonly Said<EnrolmentData>[]) => history('enrolment', source, ...said);
const active: EnrolmentData = { programme: 'OAA', status: 'active' };
const fold = (records: readonly RecordHistory[], when = moment(50)) => foldPerson(records, when, policies, {});

describe('a person from the records that are linked to them', () => {
  it('IBR-020: is one value a field, with its source and whether another says otherwise', () => {
    const { data, provenance } = fold([
      person('crvs', { recordedAt: at(1), data: { sex: 'female' } }),
      person('mis', { recordedAt: at(2), data: { sex: 'male', language: 'sw' } }),
    ]);
    expect(data).toMatchObject({ sex: 'male', language: 'sw' });
    expect(provenance['sex']).toMatchObject({ source: 'mis', recordId: 'person-of-mis', disputed: true });
    expect(provenance['language']).toMatchObject({ chosenBy: 'only', disputed: false });
  });

  it('IBR-030: is as it was known at a moment, whatever came later', () => {
    const records = [
      person('mis', { recordedAt: at(1), data: { sex: 'male' } }, { recordedAt: at(9), data: { sex: 'female' } }),
    ];
    expect(fold(records, moment(50, 5)).data.sex).toBe('male');
    expect(fold(records, moment(50, 9)).data.sex).toBe('female');
    expect(fold(records, moment(50, 0)).data).toEqual({});
  });

  it('had a name before we heard it: days before anything is known show the first that is', () => {
    const records = [person('mis', { recordedAt: at(5), data: { sex: 'female' } })];
    expect(fold(records, moment(0)).data.sex).toBe('female');
    expect(fold(records, moment(0)).knownSince).toBe(day(5));
  });

  it('says which records their source has deleted, and no more what these said', () => {
    const records = [
      person('mis', { recordedAt: at(1), data: { sex: 'female' } }, { recordedAt: at(3) }),
      person('crvs', { recordedAt: at(1), data: { language: 'sw' } }),
    ];
    expect([...fold(records).deleted]).toEqual(['person-of-mis']);
    expect(fold(records).data).toEqual({ language: 'sw' });
    expect(fold(records, moment(2, 2)).deleted.size).toBe(0);
  });

  it('is nobody without records', () => {
    const { data, deleted, enrolments, knownSince, lastUpdated } = fold([]);
    expect([data, deleted.size, enrolments, knownSince, lastUpdated]).toEqual([{}, 0, [], undefined, at(100)]);
  });

  it('is the same whatever the order of the records', () => {
    const anyRecord = fc.record({
      source: fc.constantFrom('mis', 'crvs', 'openimis', 'farm'),
      sex: fc.constantFrom<PersonData['sex']>('female', 'male', 'other'),
      recorded: fc.integer({ min: 0, max: 40 }),
    });
    const records = fc.uniqueArray(anyRecord, { selector: ({ source }) => source, maxLength: 4 });
    fc.assert(
      fc.property(records, fc.integer({ min: 0, max: 60 }), (given, when) => {
        const all = given.map(({ source, sex, recorded }) =>
          person(source, { recordedAt: at(recorded), data: { ...(sex && { sex }) } }),
        );
        const [one, other] = [fold(all, moment(when, when)), fold([...all].reverse(), moment(when, when))];
        expect(one.data).toEqual(other.data);
        expect(one.provenance).toEqual(other.provenance);
      }),
    );
  });
});

describe('what the model has no place for', () => {
  it('is what the fresher of two records of one source says, in whatever order they are read', () => {
    const two = (['old', 'new'] as const).map((which, index) => ({
      ...person('mis', { recordedAt: at(index), data: { additional: { roof: which, [which]: true } } }),
      recordId: `record-${which}`,
    }));
    const expected = { 'mis.roof': 'new', 'mis.old': true, 'mis.new': true };
    expect(fold(two).data.additional).toEqual(expected);
    expect(fold([...two].reverse()).data.additional).toEqual(expected);
  });
});

describe('what a person is enrolled in', () => {
  it('is what holds on the day, half open at its end', () => {
    const records = [enrolment('mis', { recordedAt: at(0), validFrom: day(2), validTo: day(8), data: active })];
    const held = (n: number) => fold(records, moment(n)).enrolments.length;
    expect([held(1), held(2), held(7), held(8)]).toEqual([0, 1, 1, 0]);
  });

  it('IBR-020: has the history of its status as Interlink heard it, a change a line', () => {
    const records = [
      enrolment(
        'mis',
        { recordedAt: at(1), data: active },
        { recordedAt: at(3), data: { ...active, enrolledOn: day(0) } },
        { recordedAt: at(5), data: { ...active, status: 'suspended' } },
        { recordedAt: at(9), data: active },
      ),
    ];
    expect(fold(records).enrolments[0]?.statusHistory).toEqual([
      { status: 'active', on: day(1) },
      { status: 'suspended', on: day(5) },
      { status: 'active', on: day(9) },
    ]);
    expect(fold(records, moment(6)).enrolments[0]?.statusHistory).toHaveLength(2);
  });

  it('has the history that its source tells, where it tells one, up to the day', () => {
    const statusHistory = [
      { status: 'potential' as const, on: day(1) },
      { status: 'active' as const, on: day(20) },
    ];
    const records = [enrolment('mis', { recordedAt: at(1), data: { ...active, statusHistory } })];
    expect(fold(records).enrolments[0]?.statusHistory).toEqual(statusHistory);
    expect(fold(records, moment(10)).enrolments[0]?.statusHistory).toEqual(statusHistory.slice(0, 1));
  });

  it('has the history of its status by its days, also where a source tells the last first', () => {
    const potential: EnrolmentData = { ...active, status: 'potential' };
    const told = (from: number, data: EnrolmentData, to?: number): Said<EnrolmentData> => ({
      recordedAt: at(30),
      validFrom: day(from),
      data,
      ...(to !== undefined && { validTo: day(to) }),
    });
    const history = (...said: Said<EnrolmentData>[]) =>
      fold([enrolment('mis', ...said)]).enrolments[0]?.statusHistory?.map(({ status, on }) => `${status} ${on}`);
    expect(history(told(20, active), told(5, potential, 20))).toEqual([`potential ${day(5)}`, `active ${day(20)}`]);
    // From the fifth on it is otherwise, and so is what was said of the twentieth.
    expect(history(told(20, active), told(5, potential))).toEqual([`potential ${day(5)}`]);
    const suspended: EnrolmentData = { ...active, status: 'suspended' };
    expect(history(told(5, active), told(10, suspended, 15))).toEqual([
      `active ${day(5)}`,
      `suspended ${day(10)}`,
      `active ${day(15)}`,
    ]);
  });

  it('has a history that ends with what it is, whatever a source tells in which order', () => {
    const status = fc.constantFrom<EnrolmentData['status']>('active', 'suspended', 'potential', 'graduated');
    const said = fc.record({
      status,
      from: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
      length: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
      recorded: fc.integer({ min: 0, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(said, { maxLength: 7 }), fc.integer({ min: 0, max: 50 }), (given, today) => {
        const statements = [...given]
          .sort((a, b) => a.recorded - b.recorded)
          .map(({ status: now, from, length, recorded }): Said<EnrolmentData> => ({
            recordedAt: at(recorded),
            data: { ...active, status: now },
            ...(from !== undefined && { validFrom: day(from) }),
            ...(length !== undefined && { validTo: day((from ?? recorded) + length) }),
          }));
        const [held] = fold([enrolment('mis', ...statements)], moment(today)).enrolments;
        if (!held) return;
        const days = held.statusHistory?.map(({ on }) => on) ?? [];
        expect(held.statusHistory?.at(-1)?.status).toBe(held.data.status);
        expect(days).toEqual([...days].sort());
        expect(days.every((on) => on <= day(today))).toBe(true);
      }),
    );
  });

  it('is nothing any more once the source has deleted it', () => {
    const records = [enrolment('mis', { recordedAt: at(1), data: active }, { recordedAt: at(4) })];
    expect(fold(records).enrolments).toEqual([]);
    expect(fold(records, moment(3, 3)).enrolments).toHaveLength(1);
  });

  it('names its record, its source and when it was last heard of', () => {
    const [held] = fold([enrolment('mis', { recordedAt: at(4), data: active })]).enrolments;
    expect(held).toMatchObject({ recordId: 'enrolment-of-mis', source: 'mis', lastUpdated: at(4), data: active });
  });
});

describe('money of a person', () => {
  const payment = (paidOn: string, recorded = 0) =>
    history('payment', 'mis', {
      recordedAt: at(recorded),
      validFrom: day(0),
      data: { programme: 'OAA', amount: { minor: 1, currency: 'KES' }, paidOn, status: 'paid' },
    });

  it('is shown from the day on which it was paid', () => {
    expect(foldHolder([payment(day(10))], moment(9)).payments).toHaveLength(0);
    expect(foldHolder([payment(day(10))], moment(10)).payments).toHaveLength(1);
  });

  it('is never counted twice: each record is held once', () => {
    const benefit = history('benefit', 'mis', {
      recordedAt: at(0),
      data: { programme: 'OAA', type: 'cash', status: 'paid' },
    });
    const folded = foldHolder([benefit, payment(day(1))], moment(20));
    expect([folded.benefits.length, folded.payments.length, folded.enrolments.length]).toEqual([1, 1, 0]);
  });
});

describe('when a view must be made again', () => {
  it('is the next day on which something begins or ends', () => {
    const records = [enrolment('mis', { recordedAt: at(0), validFrom: day(5), validTo: day(9), data: active })];
    expect(foldHolder(records, moment(1)).changesOn).toBe(day(5));
    expect(foldHolder(records, moment(5)).changesOn).toBe(day(9));
    expect(foldHolder(records, moment(9)).changesOn).toBeUndefined();
  });

  it('is no day before: until then every day has the same answer', () => {
    const anyEnrolment = fc.record({ from: fc.integer({ min: 0, max: 20 }), length: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.array(anyEnrolment, { maxLength: 4 }), fc.integer({ min: 0, max: 40 }), (given, today) => {
        const records = given.map(({ from, length }, index) =>
          enrolment(`s${index}`, {
            recordedAt: at(0),
            validFrom: day(from),
            validTo: day(from + length),
            data: active,
          }),
        );
        const now = foldHolder(records, moment(today));
        const until = now.changesOn ?? day(60);
        for (let later = today; day(later) < until; later += 1) {
          expect(foldHolder(records, moment(later)).enrolments).toEqual(now.enrolments);
        }
      }),
    );
  });
});

describe('a record at a moment', () => {
  it('is held once, or not at all', () => {
    const record = person('mis', { recordedAt: at(2), data: { sex: 'female' } }) as RecordHistory<'person'>;
    expect(heldAt(record, moment(1))).toEqual([]);
    expect(heldAt(record, moment(2))).toMatchObject([{ data: { sex: 'female' }, lastUpdated: at(2) }]);
    expect(heldAt(record, moment(2, 1))).toEqual([]);
  });
});
