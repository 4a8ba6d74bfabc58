import { DISTRICT, FAR_DISTRICT, openDesk, type Desk } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('the list of journeys, as a person at a desk asks for it', () => {
  it('finds the journey of the reference that the person brings, in either case of letters', async () => {
    const { id, reference } = await desk.start();
    await desk.start();
    expect(reference).toBe(id.slice(-8).toUpperCase());
    for (const typed of [reference, reference.toLowerCase()]) {
      const { items } = await desk.enrolment.list(desk.ina, { reference: typed });
      expect(items.map((one) => one.id)).toEqual([id]);
    }
  });

  it('S2: does not find by its reference a journey of another district or institution', async () => {
    const { reference } = await desk.start();
    const far = desk.operator('far', { permissions: ['enrolment.read'] }, [FAR_DISTRICT]);
    const stranger = desk.operator('stranger', { permissions: ['enrolment.read'], institution: 'NDA' }, [DISTRICT]);
    for (const operator of [far, stranger]) {
      expect((await desk.enrolment.list(operator, { reference })).items).toEqual([]);
    }
  });

  it("lists as unfinished the officer's own that wait for the officer, as many as the home page counts", async () => {
    const officer = desk.operator('uma', { permissions: ['enrolment.read', 'enrolment.create'] });
    const { id } = await desk.start({}, officer);
    const ended = await desk.start({}, officer);
    await desk.enrolment.withdraw(officer, ended.id, { reason: 'moved away' }, {});
    await desk.start({}, desk.ina);
    const { items } = await desk.enrolment.list(officer, { unfinished: true });
    expect(items.map((one) => one.id)).toEqual([id]);
    expect((await desk.enrolment.openWork(officer)).items).toEqual([{ kind: 'unfinished', count: 1 }]);
  });

  it('tells with each journey where the person asks and complains', async () => {
    expect((await desk.start()).grievanceNumber).toBe('1508');
  });
});
