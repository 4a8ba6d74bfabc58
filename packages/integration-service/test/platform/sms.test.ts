import { countSmsParts } from '../../src/platform/outbox/sms-parts.js';
import { openSms } from '../../src/platform/outbox/sms.js';

describe('the length of an SMS', () => {
  it.each([
    ['160 plain letters', 'a'.repeat(160), 1],
    ['161 plain letters', 'a'.repeat(161), 2],
    ['306 plain letters', 'a'.repeat(306), 2],
    ['307 plain letters', 'a'.repeat(307), 3],
    ['80 letters that cost two', '€'.repeat(80), 1],
    ['81 letters that cost two', '€'.repeat(81), 2],
    ['70 Arabic letters', 'م'.repeat(70), 1],
    ['71 Arabic letters', 'م'.repeat(71), 2],
    ['135 Arabic letters', 'م'.repeat(135), 3],
    ['a letter that GSM lacks among plain ones', `ê${'a'.repeat(70)}`, 2],
    ['nothing', '', 1],
  ])('counts %s', (_what, text, parts) => {
    expect(countSmsParts(text)).toBe(parts);
  });
});

describe('a composed SMS', () => {
  const texts = { en: 'Hello {name}, {date}', fr: 'Bonjour {name}, {date}', ar: 'مرحبا {name}، {date}' };
  const sms = openSms({ 'test.hello': texts });
  const request = { subjectId: 'p1', to: '+254700000001', language: 'fr', template: 'test.hello' } as const;

  it('has its text in the person’s language, and number and text only in the protected part', () => {
    const message = sms.compose({ ...request, values: { name: 'Zawadi', date: '1 Dec' } });
    expect(message.personal).toEqual({
      subjectId: 'p1',
      content: { to: '+254700000001', text: 'Bonjour Zawadi, 1 Dec', language: 'fr' },
    });
    expect(JSON.stringify(message.body)).not.toMatch(/Zawadi|254700000001/);
    expect(message.body).toMatchObject({ parts: 1, template: 'test.hello' });
  });

  it('is refused when a value or the template is missing', () => {
    expect(() => sms.compose({ ...request, values: { name: 'Zawadi' } })).toThrow('date');
    expect(() => sms.compose({ ...request, template: 'test.other', values: {} })).toThrow('test.other');
  });
});
