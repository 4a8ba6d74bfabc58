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
    const asked: number[] = [];
    const random = (size: number) => Buffer.alloc(size, asked.push(size) === 1 ? 0xff : 0x00);
    const ids = uuidv7Ids({ now: () => new Date(1) }, random);
    const made = Array.from({ length: 129 }, () => ids.next());
    expect(made[0]).toBe('00000000-0001-7000-bfff-ffffffffffff');
    expect(made[127]).toBe('00000000-0001-707f-bfff-ffffffffffff');
    expect(made[128]).toBe('00000000-0001-7080-8000-000000000000');
    expect(asked).toHaveLength(2);
  });
});
