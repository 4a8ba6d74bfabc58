import type { ApiProblem } from '../src/api-problem.js';
import { useProblemAlert } from '../src/components/useProblemAlert.js';
import { renderHost } from '../src/testing/host.js';
import './support/pages.js';

const refused: ApiProblem = { code: 'platform.conflict', status: 412, correlationId: 'ref-1', details: {} };
function Page({ problem }: { readonly problem: ApiProblem | undefined }) {
  useProblemAlert(problem);
  return null;
}
const open = (problem: ApiProblem | undefined, language = 'en') => {
  const host = renderHost(<Page problem={problem} />, { language });
  const alerts: unknown[] = [];
  host.store.subscribe(() => alerts.push((host.store.getState().core as { readonly alert?: unknown }).alert));
  return { ...host, alerts, alert: () => (host.store.getState().core as { readonly alert?: unknown }).alert };
};

describe('A refusal in the alert of the host', () => {
  it('says what happened, what to do and the reference, in the language of the user', () => {
    expect(open(refused, 'fr').alert()).toEqual({
      title: expect.stringMatching(/\S/),
      message: expect.stringContaining('Rechargez et réessayez'),
      detail: expect.stringContaining('ref-1'),
    });
  });

  it('is shown once, however often the page is drawn', () => {
    const { visit, alerts } = open(undefined);
    visit(<Page problem={refused} />);
    visit(<Page problem={refused} />);
    expect(alerts).toHaveLength(1);
  });

  it('is shown again when it was refused again', () => {
    const { visit, alerts } = open(undefined);
    visit(<Page problem={refused} />);
    visit(<Page problem={{ ...refused }} />);
    expect(alerts).toHaveLength(2);
  });

  it('is not there while nothing was refused, and has no reference where there is none', () => {
    const { visit, alert } = open(undefined);
    expect(alert()).toBeUndefined();
    visit(<Page problem={{ code: 'lost', status: 0, details: {} }} />);
    expect(alert()).toMatchObject({ message: expect.stringContaining('nothing is done twice'), detail: undefined });
  });
});
