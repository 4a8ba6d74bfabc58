import { isUuid, uuidv7Ids } from '../../src/platform/ids.js';

describe('new ids', () => {
  it('are UUIDv7 of the clock’s time', () => {
    const ids = uuidv7Ids({ now: () => new Date(0x0190_a0a0_a0a0) });
    const id = ids.next();
    expect(isUuid(id)).toBe(true);
    expect(id).toMatch(/^0190a0a0-a0a0-7000-[89ab]/);
  });

  it('grow and never repeat within a millisecond, nor when the clock goes back', () => {
    let now = 1_700_000_000_000;
    const ids = uuidv7Ids({ now: () => new Date(now) });
    const made = Array.from({ length: 10_000 }, (_unused, at) => {
      if (at === 6000) now -= 5000;
      return ids.next();
    });
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
  });

  it('have the chance that they are given in their tail, each bit but the two of the variant', () => {
    const idOf = (byte: number) => uuidv7Ids({ now: () => new Date(1) }, (size) => Buffer.alloc(size, byte)).next();
    expect(idOf(0xff)).toBe('00000000-0001-7000-bfff-ffffffffffff');
    expect(idOf(0x00)).toBe('00000000-0001-7000-8000-000000000000');
    expect(idOf(0x5a)).toBe('00000000-0001-7000-9a5a-5a5a5a5a5a5a');
  });
});
