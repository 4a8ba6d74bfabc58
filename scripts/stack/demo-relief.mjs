import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { url } from './paths.mjs';
import { Problem } from './say.mjs';

const PARTNER = 'relief-agency';
const registration = {
  ...{ id: PARTNER, name: 'Food relief agency of the sandbox', environment: 'test' },
  ...{ dciId: `https://${PARTNER}.sandbox.example/dci`, ownDciId: 'interlink', signature: 'required' },
  ...{ dialect: 'attached-jws', encryption: 'none', lenient: false, contacts: [], quotas: {} },
};
const terms = {
  ...{ purpose: 'enrolment', direction: 'in', mode: 'event', recordTypes: ['Beneficiary'] },
  elements: [
    ...['assistance_unit', 'member', 'programme_identifier', 'enrollment_date', 'enrollment_status'],
    ...['status_change_date', 'benefits'],
  ],
  ...{ legalBasis: 'Social Protection Act, article 7', consentRequired: false, exactCounts: true },
  ...{ validFrom: '2026-01-01', validUntil: '2036-12-31', retentionDays: 30, breachContact: 'dpo@example.org' },
};

/** What it tells when it is asked about one person: as a source of the registry the same, benefits and all. */
const askedTerms = { ...terms, mode: 'query' };

const agency = (where) => `${url('reliefAgency')}${where}`;
const fromAgency = async (where) => (await fetch(agency(where))).json();

/** RFC 7638, as the agency reads it out on the telephone. */
function thumbprintOf({ crv, kty, x }) {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

/** Ian writes the agency down and Sue confirms it and what is agreed: then it may push. */
async function register(as) {
  const folder = mkdtempSync(path.join(tmpdir(), 'relief-'));
  const file = (name, content) => {
    const target = path.join(folder, name);
    writeFileSync(target, JSON.stringify(content));
    return target;
  };
  try {
    const jwks = await fromAgency('/.well-known/jwks.json');
    await as('ian.integration', ['partner', 'add', file('partner.json', registration)]);
    await as('ian.integration', ['partner', 'keys', PARTNER, file('jwks.json', jwks)]);
    const { credential } = await as('ian.integration', ['partner', 'secret', PARTNER]);
    await as('sue.supervisor', ['partner', 'confirm', PARTNER, '--thumbprints', thumbprintOf(jwks.keys[0])]);
    for (const agreed of [terms, askedTerms]) {
      const draft = ['partner', 'agreement', 'draft', PARTNER, file('terms.json', agreed)];
      const { agreement } = await as('ian.integration', draft);
      await as('sue.supervisor', ['partner', 'agreement', 'approve', PARTNER, agreement.id]);
      await as('sue.supervisor', ['partner', 'agreement', 'activate', PARTNER, agreement.id]);
    }
    return credential;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function untilPushed(people) {
  for (let tries = 0; tries < 120; tries += 1) {
    const { pushed, trouble } = await fromAgency('/desk/pushed');
    const settled = new Set(pushed.map(({ memberId }) => memberId)).size;
    if (settled >= people) return pushed.filter(({ status }) => status === 'succ').length;
    if (trouble !== null && tries > 20) throw new Problem(`The relief agency could not push: ${trouble}`);
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Problem('The relief agency did not push within a minute: see the log of the sandbox.');
}

/** The food relief agency becomes a partner, and its own system tells whom it serves; `as` runs a command as somebody. */
export async function letReliefAgencyPush(as) {
  const people = (await fromAgency('/desk/members')).length;
  if ((await fromAgency('/desk/pushed')).pushed.length === 0) {
    const { clientId, clientSecret } = await register(as);
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret });
    await fetch(agency('/desk/credentials'), { method: 'POST', body });
  }
  const taken = await untilPushed(people);
  console.log(`  relief-agency     ${people} people pushed by DCI, ${taken} taken`);
}
