/** @jest-environment node */
import { BulkState } from '@interlink/contracts/exchange/bulk';
import { InquiryState } from '@interlink/contracts/exchange/inquiry';
import { texts } from '../src/texts.js';
import { literalsOf } from '../../fe-kit/test/support/module-texts.js';

it('There are words for every state of a question, of its end and of a file', () => {
  const { en } = texts.byLanguage;
  const named = [
    ...literalsOf(InquiryState).flatMap((state) => [`inquiry.${state}`, `ending.${state}`]),
    ...literalsOf(BulkState).map((state) => `files.state.${state}`),
  ];
  expect(named.length).toBe(15);
  expect(named.filter((key) => !(key in en))).toEqual([]);
});
