import type { AgreementTerms } from '@interlink/contracts/interconnection/agreement';
import { CompactSign } from 'jose';
import { bulkPartner } from './bulk-kit.js';
import { ALL, agreed, openExchangeKit, searchItem, type ExchangeKit, type Joined } from './exchange-kit.js';

let kit: ExchangeKit;
let partner: Joined;
beforeAll(async () => {
  kit = await openExchangeKit();
});
afterAll(() => kit.close());

let made = 0;
/** A partner of its own for each test, with an agreement for files. */
async function join(terms: Partial<AgreementTerms> = {}): Promise<void> {
  partner = await kit.join(`files-${(made += 1)}`);
  await kit.addAgreement(partner.id, agreed({ mode: 'file', ...terms }));
}
const files = () => bulkPartner(kit, partner);
const pull = () => files().make({ kind: 'pull', format: 'jsonl', search: searchItem() });
const ask = (criteria: Record<string, unknown> = {}) =>
  files().push('sync-search', 'jsonl', `${JSON.stringify(searchItem(criteria))}\n`);
const change = (elements: readonly string[]) =>
  kit.superuser.query(
    `update interconnection.agreement set terms = terms || jsonb_build_object('elements', $2::jsonb) where partner = $1`,
    [partner.id, JSON.stringify(elements)],
  );
async function codeOf({ file }: Awaited<ReturnType<typeof pull>>): Promise<string> {
  const { status, bytes } = await files().fetch(file.file_id);
  return status === 200 ? 'given' : `${status} ${/"message":"([a-z-]+)/.exec(bytes.toString('utf8'))?.[1] ?? ''}`;
}

describe('a file that was made under more than is agreed when it is fetched', () => {
  it.each([
    ['that a search fetches', pull],
    ['of questions that were sent', ask],
  ])('F2: stays here whole, of one %s, and says to make it again', async (_what, make) => {
    await join();
    const before = await make();
    expect(await codeOf(before)).toBe('given');
    await change(['member_identifier']);
    expect(await codeOf(before)).toBe('403 file-outdated');
    expect((await kit.audits('exchange.refuse')).at(-1)?.body).toContain('file-outdated');
    const again = await make();
    expect(await codeOf(again)).toBe('given');
    expect(JSON.stringify(await files().lines(again.file.file_id))).not.toContain('Okoro');
  });

  it('F2: is given as before when more is agreed by then', async () => {
    await join({ elements: ['member_identifier'] });
    const file = await pull();
    await change(ALL);
    expect(await codeOf(file)).toBe('given');
  });

  it('F2: stays here when it may not be asked for so any more', async () => {
    await join({ elements: ['member_identifier', 'demographic_info.name'] });
    const search = searchItem({ query_type: 'expression', query: { surname: { eq: 'Okoro' } } });
    const file = await files().make({ kind: 'pull', format: 'csv', search });
    await change(['member_identifier']);
    expect((await codeOf(file)).startsWith('403')).toBe(true);
  });

  it('IBR-041: stays here once the first of the consents is over on which its lines rest', async () => {
    await join({ consentRequired: true });
    const now = Math.floor(kit.clock.now().getTime() / 1000);
    const jws = (seconds: number) =>
      new CompactSign(Buffer.from(JSON.stringify({ sub: '880012', aud: 'interlink', exp: now + seconds })))
        .setProtectedHeader({ alg: 'EdDSA', kid: partner.key.kid })
        .sign(partner.key.privateKey);
    const lines = await Promise.all([3600, 30].map(async (seconds, at) =>
      JSON.stringify(searchItem({ authorize: { consent_jws: await jws(seconds) } }, { reference_id: `r-${at}` })))); // prettier-ignore
    const file = await files().push('sync-search', 'jsonl', `${lines.join('\n')}\n`);
    expect(file.file).toMatchObject({ lines: 2, rejected: 0 });
    expect(await codeOf(file)).toBe('given');
    kit.clock.advance(120_000);
    expect((await codeOf(file)).startsWith('403')).toBe(true);
  });

  it('F2: stays here when it is from a time when this was not noted', async () => {
    await join();
    const file = await pull();
    await kit.superuser.query('update exchange.bulk_file set grounds = null where id = $1', [file.file.file_id]);
    expect(await codeOf(file)).toBe('403 file-outdated');
  });
});
