import { Writable } from 'node:stream';
import { openLog } from '../../src/platform/logging.js';

/** A log and what came out of it. */
function logInto() {
  const lines: string[] = [];
  const dropped: string[] = [];
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const onDropped = (field: string) => void dropped.push(field);
  return { lines, dropped, log: openLog({ level: 'debug', process: 'test', destination, onDropped }) };
}

describe('the log', () => {
  it('S13: writes the fields of the list', () => {
    const { lines, dropped, log } = logInto();
    log.info('A step ended', { step: 'account', tookMs: 12, correlationId: 'c' });
    expect(JSON.parse(lines.join(''))).toMatchObject({
      msg: 'A step ended',
      step: 'account',
      tookMs: 12,
      process: 'test',
    });
    expect(dropped).toEqual([]);
  });

  it('S13: drops and counts a field that is not on the list, and a listed one of another type', () => {
    const { lines, dropped, log } = logInto();
    const smuggled = { nationalId: 'marker-4711', step: { name: 'marker-4711' } } as never;
    log.error('A step failed', smuggled);
    expect(lines.join('')).not.toContain('marker-4711');
    expect(dropped).toEqual(['nationalId', 'step']);
  });
});
