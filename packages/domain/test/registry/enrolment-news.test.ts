import type { EnrolmentStatus } from '@interlink/contracts/registry/codes';
import fc from 'fast-check';
import { enrolmentNews, type HeldEnrolment } from '../../src/registry/enrolment-news.js';

const held = (status: EnrolmentStatus, recordId = 'r', programme = 'OAA'): HeldEnrolment => ({
  ...{ recordId, programme, status },
});

describe('IBR-036: what has become of an enrolment', () => {
  it.each<[string, EnrolmentStatus | undefined, EnrolmentStatus, 'enrolled' | 'statusChanged' | undefined]>([
    ['somebody is taken in', undefined, 'active', 'enrolled'],
    ['somebody who was meant to be is taken in', 'potential', 'active', 'enrolled'],
    ['somebody is taken in and suspended at once', undefined, 'suspended', 'enrolled'],
    ['somebody is meant to be taken in', undefined, 'potential', undefined],
    ['one comes that is over, as history', undefined, 'graduated', undefined],
    ['nothing but an amount or a text is another', 'active', 'active', undefined],
    ['it is suspended', 'active', 'suspended', 'statusChanged'],
    ['it is taken up again', 'suspended', 'active', 'statusChanged'],
    ['it ends', 'active', 'exited', 'statusChanged'],
  ])('when %s', (_what, before, now, news) => {
    const found = enrolmentNews(before ? [held(before)] : [], [held(now)]);
    expect(found).toEqual({ enrolled: [], statusChanged: [], ...(news && { [news]: ['OAA'] }) });
  });

  it('is of each record by itself, and of a programme once', () => {
    const now = [held('active', 'a'), held('active', 'b'), held('suspended', 'c', 'CG'), held('active', 'd', 'CG')];
    const before = [held('active', 'c', 'CG'), held('active', 'd', 'CG')];
    expect(enrolmentNews(before, now)).toEqual({ enrolled: ['OAA'], statusChanged: ['CG'] });
  });

  it('is nothing when everything stands as it stood', () => {
    const status = fc.constantFrom<EnrolmentStatus>(
      'potential',
      'active',
      'suspended',
      'graduated',
      'deceased',
      'exited',
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), status), { selector: ([id]) => id }), (records) => {
        const all = records.map(([id, one]) => held(one, id));
        expect(enrolmentNews(all, all)).toEqual({ enrolled: [], statusChanged: [] });
      }),
    );
  });
});
