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
});
