import type { Journey } from '@interlink/contracts/enrolment/journey';
import { anApplicant, openDesk, type Desk } from './desk';

const STATUS = { hold: 'review', remark: 'passed', refuse: 'failed' } as const;
const stepOf = ({ steps }: Journey, name: string) => steps.find((step) => step.name === name);

describe.each([
  ['hold', 'hold', 'hold', 'hold'],
  ['refuse', 'remark', 'refuse', 'remark'],
] as const)(
  'SR-009: other registries asked before eligibility is decided, where enrolled elsewhere means %s and no answer %s',
  (enrolledElsewhere, enrolmentsUnknown, elsewhere, unknown) => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk({ otherRegistries: ['OAA'], enrolledElsewhere, enrolmentsUnknown });
    });
    afterAll(() => desk.close());
    /** As far as eligibility; a journey that is refused takes no account any more. */
    const decided = async () => desk.authenticate((await desk.consented()).id);
    const asked = (id: string) =>
      desk.verification.asked.filter(({ kind, subjectId }) => kind === 'enrolment' && subjectId === id);

    it('lets somebody go on whom none of them has', async () => {
      const journey = await decided();
      expect(stepOf(journey, 'eligibility')).toMatchObject({ status: 'passed', reasons: [] });
      expect(asked(journey.id)).toHaveLength(1);
    });

    it('does as the policy says with somebody who is enrolled there', async () => {
      desk.verification.answers.enrolment.push({ outcome: 'mismatch', reasons: ['enrolled-elsewhere'] });
      const journey = await decided();
      const step = {
        status: STATUS[elsewhere],
        reasons: ['enrolled-elsewhere'],
        advice: 'compare-with-other-registry',
      };
      expect(stepOf(journey, 'eligibility')).toMatchObject(step);
      expect(journey.state).toBe(enrolledElsewhere === 'refuse' ? 'refused' : 'held');
    });

    it.each(['timed-out', 'not-agreed', 'unreachable', 'signature-invalid'] as const)(
      'never passes without a word when there is no answer that can be used (%s)',
      async (why) => {
        desk.verification.answers.enrolment.push({ outcome: 'unavailable', reasons: ['enrolments-unknown', why] });
        const journey = await decided();
        const step = { status: STATUS[unknown], reasons: ['enrolments-unknown'], advice: 'ask-other-registries-again' };
        expect(stepOf(journey, 'eligibility')).toMatchObject(step);
      },
    );

    it('says that it is not known of somebody without a number, and asks nobody', async () => {
      const { id } = await desk.consented({ nationalId: undefined });
      const witness = (name: string) => ({ name, documentReference: 'ID-1' });
      await desk.enrolment.vouchIdentity(desk.ina, id, { witnesses: [witness('One'), witness('Two')] }, {});
      const journey = await desk.account(id);
      expect(stepOf(journey, 'eligibility')).toMatchObject({
        status: STATUS[unknown],
        reasons: ['enrolments-unknown'],
      });
      expect(asked(id)).toEqual([]);
    });

    it('tells no other registry of somebody whom the programme does not take anyway', async () => {
      const { id } = await desk.consented({ birthDate: { date: '2001-05-01', precision: 'day' } });
      const journey = await desk.authenticate(id);
      expect(stepOf(journey, 'eligibility')).toMatchObject({ status: 'failed', reasons: ['too-young'] });
      expect(asked(journey.id)).toEqual([]);
    });
  },
);

it('asks no other registry where no programme is named', async () => {
  const desk = await openDesk();
  const journey = await desk.ready(anApplicant());
  expect(stepOf(journey, 'eligibility')).toMatchObject({ status: 'passed', reasons: [] });
  expect(desk.verification.asked.map(({ kind }) => kind)).not.toContain('enrolment');
  await desk.close();
});
