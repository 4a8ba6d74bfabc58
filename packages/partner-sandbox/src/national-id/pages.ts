import { html, page, type Html } from '../common/html.js';
import type { Problem, Visit } from './visits.js';

const PROBLEMS: Readonly<Record<Problem, string>> = {
  'unknown-id': 'Nobody is registered under this number. Check the number and enter it again.',
  'no-phone': 'No telephone is registered for this person, so no code can be sent. Go back without signing in.',
  'too-many': 'Three codes were sent in 15 minutes. Use the last one, or wait before you ask for another.',
  wrong: 'This code is wrong. Look at the newest message and enter the code again.',
  expired: 'This code is no longer valid. Ask for a new one.',
  locked: 'Too many wrong codes: this person is locked for 10 minutes. Go back without signing in.',
};

const CLAIMS: Readonly<Record<string, string>> = {
  name: 'full name',
  given_name: 'given name',
  family_name: 'family name',
  birthdate: 'date of birth',
  gender: 'sex',
  phone_number_verified: 'whether a telephone is registered',
  liveness: 'whether the person is known to be alive',
};

/** The page of the step that the person has reached; plain forms, no script. */
export function signInPage(
  uid: string,
  visit: Visit,
  asked: { readonly client: string; readonly hint: string; readonly claims: readonly string[] },
): string {
  const base = `/interaction/${uid}`;
  const step = { identifier: identifierForm, otp: otpForm, consent: consentForm }[visit.step];
  const problem = visit.problem && html`<p class="problem" role="alert" id="problem">${PROBLEMS[visit.problem]}</p>`;
  const content = html`<p>${asked.client} asks you to sign in.</p>
    ${problem}${step(base, visit, asked)}
    <form method="post" action="${base}/cancel"><button>Go back without signing in</button></form>`;
  return page('Demo National ID', content, 'narrow');
}

function identifierForm(base: string, { nationalId }: Visit, { hint }: { readonly hint: string }): Html {
  return html`<form method="post" action="${base}/identifier">
    <label for="individualId">National ID number</label>
    <input id="individualId" name="individualId" value="${nationalId ?? hint}" inputmode="numeric" required />
    <button class="main">Send me a code</button>
  </form>`;
}

function otpForm(base: string): Html {
  return html`<p>A code of six digits was sent to the registered telephone. It is valid for five minutes.</p>
    <form method="post" action="${base}/otp">
      <label for="otp">Code</label>
      <input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" required />
      <button class="main">Continue</button>
    </form>
    <form method="post" action="${base}/resend"><button>Send another code</button></form>`;
}

function consentForm(
  base: string,
  _visit: Visit,
  { client, claims }: { readonly client: string; readonly claims: readonly string[] },
): Html {
  return html`<p>${client} will see:</p>
    <ul>
      ${claims.map((claim) => html`<li>${CLAIMS[claim] ?? claim}</li>`)}
    </ul>
    <form method="post" action="${base}/consent">
      <button class="main" name="decision" value="allow">Allow</button>
      <button name="decision" value="deny">Deny</button>
    </form>`;
}
