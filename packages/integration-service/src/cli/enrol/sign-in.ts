import { setTimeout as sleep } from 'node:timers/promises';
import type { CompleteIdentity } from '@interlink/contracts/enrolment/commands';
import { CliError } from '../cli.js';
import { formsOf, type HtmlForm } from './html-form.js';

/** What the applicant would type at the national ID's pages. */
export interface Applicant {
  readonly nationalId: string;
  /** The one-time password that was sent after this moment. */
  otp(since: Date): Promise<string>;
}

const OUR_PAGE = '/front/interlink/enrolment/identity';
// Pages and redirects of one sign-in; more means that it goes round in circles.
const MOST_STEPS = 40;
const WRONG_PASSWORDS = 5;

/** Plays the applicant: fills the provider's forms until they lead back to our page. Undefined: they never did. */
export async function signIn(authorizationUrl: string, applicant: Applicant): Promise<CompleteIdentity | undefined> {
  const browser = openBrowser();
  const since = new Date();
  let passwords = 0;
  let page = await browser.go(authorizationUrl);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (page.back) return page.back;
    const form = pickForm(page.html);
    if (!form) throw new CliError('The national ID shows a page without a form; the sign-in cannot be played.');
    if ('otp' in form.fields) passwords += 1;
    if (passwords > WRONG_PASSWORDS) return undefined;
    page = await browser.submit(page.url, form, await fill(form, applicant, since));
  }
  throw new CliError('The sign-in at the national ID goes round in circles.');
}

/** Reads code and state from the address at which a browser ended. */
export function completionOf(address: string): CompleteIdentity {
  if (!URL.canParse(address)) throw new CliError('That is no address; copy the whole of it from the browser.', 2);
  const { searchParams } = new URL(address);
  const state = searchParams.get('state') ?? '';
  const code = searchParams.get('code');
  const error = searchParams.get('error');
  return { state, ...(code !== null && { code }), ...(error !== null && { error }) };
}

function pickForm(html: string): HtmlForm | undefined {
  const forms = formsOf(html);
  const wanted = forms.find(({ fields }) => 'otp' in fields || 'individualId' in fields);
  return wanted ?? forms.find(({ buttons }) => buttons.some(isAllow)) ?? forms[0];
}

const isAllow = ({ name, value, text }: HtmlForm['buttons'][number]) =>
  /allow|accept|yes/i.test(`${name} ${value} ${text}`);

async function fill({ fields, buttons }: HtmlForm, applicant: Applicant, since: Date): Promise<URLSearchParams> {
  const values = new URLSearchParams(fields);
  if ('individualId' in fields) values.set('individualId', applicant.nationalId);
  if ('otp' in fields) values.set('otp', await applicant.otp(since));
  const button = buttons.find(isAllow) ?? buttons[0];
  if (button?.name !== undefined) values.set(button.name, button.value);
  return values;
}

interface Page {
  readonly url: string;
  readonly html: string;
  readonly back?: CompleteIdentity;
}

/** Follows redirects itself, keeps cookies by host, and stops at our own page without opening it. */
function openBrowser() {
  const cookies = new Map<string, Map<string, string>>();
  const go = async (url: string, init: RequestInit = {}): Promise<Page> => {
    const at = new URL(url);
    if (at.pathname === OUR_PAGE) return { url, html: '', back: completionOf(url) };
    const jar = cookies.get(at.host) ?? new Map<string, string>();
    cookies.set(at.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...init.headers, ...(cookie !== '' && { cookie }) };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    const location = answer.headers.get('location');
    if (location !== null) return go(new URL(location, url).href);
    return { url, html: await answer.text() };
  };
  return {
    go: (url: string) => go(url),
    submit(from: string, { action, method }: HtmlForm, values: URLSearchParams): Promise<Page> {
      const url = new URL(action === '' ? from : action, from);
      if (method === 'POST') return go(url.href, { method, body: values });
      url.search = values.toString();
      return go(url.href);
    },
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

const INBOX_TRIES = 40;
const INBOX_PAUSE_MS = 250;

interface InboxMessage {
  readonly text: string;
  readonly at: string;
}

/** The newest password in the sandbox's inbox that came after `since`. */
export async function readOtp(hub: string, mobile: string, since: Date): Promise<string> {
  for (let tries = 0; tries < INBOX_TRIES; tries += 1) {
    const answer = await fetch(`${hub}/inbox.json?to=${encodeURIComponent(mobile)}`);
    const body = (await answer.json()) as readonly InboxMessage[] | { readonly messages?: readonly InboxMessage[] };
    const messages = Array.isArray(body) ? body : ((body as { messages?: readonly InboxMessage[] }).messages ?? []);
    const codes = messages
      // The sandbox's clock and ours may differ by a moment.
      .filter(({ at }) => Date.parse(at) >= since.getTime() - 1_000)
      .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
      .flatMap(({ text }) => /\b\d{6}\b/.exec(text) ?? []);
    const newest = codes.at(-1);
    if (newest !== undefined) return newest;
    await sleep(INBOX_PAUSE_MS);
  }
  throw new CliError('No one-time password came into the inbox within ten seconds.');
}
