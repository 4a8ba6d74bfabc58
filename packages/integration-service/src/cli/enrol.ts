import type { Journey } from '@interlink/contracts/enrolment/journey';
import { locationsOf } from '../openimis/locations.js';
import { CliError, type Cli, type Verb } from './cli.js';
import { readApplicant, readPersona, toStartJourney, type ApplicantFile } from './enrol/applicant-file.js';
import { askApplicant } from './enrol/ask.js';
import { playJourney, type Script } from './enrol/play.js';
import { openReport } from './enrol/report.js';
import { completionOf, readOtp, signIn } from './enrol/sign-in.js';
import { keptOpenImisClient } from './openimis-session.js';
import { answersFrom } from './prompt.js';

interface EnrolOptions {
  readonly programme: string;
  readonly file?: string;
  readonly demo?: string;
  readonly country?: string;
  readonly inbox?: string;
}

export const enrolVerb: Verb = (program, cli) => {
  program
    .command('enrol')
    .description('take an applicant through the enrolment desk, up to the approver')
    .option('--programme <code>', 'programme', 'OAA')
    .option('--file <applicant.json>', 'the applicant; `-` for standard input, asked for when absent')
    .option('--demo <persona>', 'play an applicant of the demo country at the sandbox')
    .option('--country <folder>', 'folder of the demo country (with --demo)')
    .option('--inbox <address>', 'the sandbox’s hub, where the one-time password arrives (with --demo)')
    .action((options: EnrolOptions) => enrol(cli(), options));
};

async function enrol(cli: Cli, options: EnrolOptions): Promise<void> {
  const api = await cli.api();
  const answers = answersFrom({ input: process.stdin, output: process.stderr });
  try {
    const ask = async (question: string) => (await answers.next(question)).trim();
    const applicant = await readTheApplicant(options, ask);
    const start = toStartJourney(applicant, options.programme, await findVillage(cli, applicant.village));
    const script = { start, ...(await toScript(cli, applicant, options, ask)) };
    const report = cli.json ? () => undefined : openReport(cli.print);
    const journey = await playJourney(api, script, report);
    cli.show(journey, () => conclusion(journey));
    if (options.demo === undefined && journey.state !== 'awaiting-approval') {
      throw new CliError(`The journey stopped: ${journey.state}.`);
    }
  } finally {
    answers.close();
  }
}

function readTheApplicant({ file, demo, country }: EnrolOptions, ask: (question: string) => Promise<string>) {
  if (demo !== undefined) return readPersona(needed(country, '--country'), demo);
  return file === undefined ? askApplicant(ask) : readApplicant(file, process.stdin);
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw new CliError(`--demo needs ${option}.`, 2);
  return value;
}

/** With the officer's own openIMIS token: only villages of his districts are found. */
async function findVillage(cli: Cli, code: string): Promise<string> {
  const villages = await locationsOf(await keptOpenImisClient(cli)).villages();
  const found = villages.find((village) => village.code === code);
  if (!found) throw new CliError(`There is no village ${code} in your districts.`, 2);
  return found.locationId;
}

const WITNESSES: Script['witnesses'] = [
  { name: 'First Witness', documentReference: 'W-1' },
  { name: 'Second Witness', documentReference: 'W-2' },
];

async function toScript(
  cli: Cli,
  applicant: ApplicantFile,
  options: EnrolOptions,
  ask: (question: string) => Promise<string>,
): Promise<Omit<Script, 'start'>> {
  const { account, witnesses, nationalId, mobile } = applicant;
  const given = account && { provider: account.provider, accountNumber: account.number };
  if (options.demo === undefined) {
    const signInAtBrowser: Script['signIn'] = async ({ authorizationUrl }) => {
      cli.say(`Let the applicant sign in at ${authorizationUrl}`);
      return completionOf(await ask('Address at which the browser ended: '));
    };
    return { account: given, witnesses, signIns: nationalId === undefined ? 0 : 1, signIn: signInAtBrowser };
  }
  const hub = needed(options.inbox, '--inbox');
  const isWrong = options.demo === 'wrong-otp';
  const otp = async (since: Date) =>
    isWrong ? wrong(await readOtp(hub, mobile ?? '', since)) : readOtp(hub, mobile ?? '', since);
  const canSignIn = nationalId !== undefined && mobile !== undefined;
  return {
    account: given,
    // Who cannot sign in is vouched for; who signs in wrongly shows that the assisted way opens.
    witnesses: canSignIn ? undefined : WITNESSES,
    signIns: canSignIn ? (isWrong ? 3 : 1) : 0,
    signIn: ({ authorizationUrl }) => signIn(authorizationUrl, { nationalId: nationalId ?? '', otp }),
  };
}

/** Another password of the same length. */
const wrong = (otp: string) => otp.replace(/\d$/, (last) => String((Number(last) + 1) % 10));

function conclusion({ id, state, systemMs, allowedActions, eligibleFrom }: Journey): readonly string[] {
  const after = eligibleFrom === undefined ? '' : `; eligible from ${eligibleFrom}`;
  const next =
    state === 'awaiting-approval'
      ? [`A second person approves with: npx interlink journey ${id} --approve`]
      : [`Possible now: ${allowedActions.length > 0 ? allowedActions.join(', ') : 'nothing more'}`];
  return [`Journey ${id}: ${state}${after} (system time ${systemMs} ms)`, ...next];
}
