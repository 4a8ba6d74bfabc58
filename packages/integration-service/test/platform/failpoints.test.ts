import { failpoints, openFailpoint } from '../../src/platform/failpoints.js';

describe('failpoints', () => {
  it('do nothing when none is armed, and never in production', () => {
    expect(() => openFailpoint(undefined, 'test')('relay.after-claim')).not.toThrow();
    expect(() => openFailpoint('relay.after-claim', 'production')('relay.after-claim')).not.toThrow();
  });

  it('refuse a name that there is not', () => {
    expect(() => openFailpoint('relay.after-lunch', 'test')).toThrow('relay.after-lunch');
  });

  it('are sorted and listed once', () => {
    expect([...failpoints]).toEqual([...new Set(failpoints)].sort());
  });

  it('kill this very process with SIGKILL at the armed point and at no other', () => {
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true);
    const failpoint = openFailpoint('relay.after-claim', 'test');
    failpoint('relay.before-delivery');
    expect(kill).not.toHaveBeenCalled();
    failpoint('relay.after-claim');
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGKILL');
    kill.mockRestore();
  });
});
