import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf } from '../../src/payments/channels/sftp.js';
import { givenPayments } from './given-payments.js';
import { kept, payBatch } from './paying.js';
import { PAYROLL, type PaymentsKit } from './payments-kit.js';

jest.setTimeout(120_000);

interface Delivered {
  readonly messageId: string;
  readonly outcome: string;
}

describe('a batch that leaves as a file over SFTP', () => {
  let kit: PaymentsKit;
  givenPayments(2, (opened) => (kit = opened), 'good');
  beforeEach(() => {
    kit.faults.clear();
    kit.conduct.clear();
  });

  const inbox = () => join(kit.root, 'store', 'sftp', 'inbox');
  const outbox = () => join(kit.root, 'store', 'sftp', 'outbox');
  const delivered = (): readonly Delivered[] => kept(kit, 'bank-sftp');
  const countAtBank = (messageId: string) =>
    readFileSync(join(kit.root, 'store', 'bank-payments.jsonl'), { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter((line) => line.includes(messageId)).length;

  const pay = (channel = 'sftp') => payBatch(kit, channel);
  const states = (batch: { readonly lines: readonly { readonly state: string }[] }) => [
    ...new Set(batch.lines.map(({ state }) => state)),
  ];

  it('A6: is signed, encrypted, renamed to its message id, and its manifest comes last and is true', async () => {
    const batch = await pay();
    expect(batch.state).toBe('ACKNOWLEDGED');
    const names = readdirSync(inbox()).filter((name) => name.startsWith(batch.messageId));
    expect(names.sort()).toEqual([`${batch.messageId}.manifest.json`, `${batch.messageId}.xml.pgp`]);
    const manifest = JSON.parse(readFileSync(join(inbox(), names[0] ?? ''), 'utf8'));
    expect(manifest).toMatchObject({ msgId: batch.messageId, nbOfTxs: 2, ctrlSum: '4000.00' });
    const file = readFileSync(join(inbox(), names[1] ?? ''));
    expect(file.toString('latin1')).not.toContain('CstmrCdtTrfInitn');
    expect(delivered().filter(({ messageId }) => messageId === batch.messageId)).toEqual([
      { messageId: batch.messageId, outcome: 'taken' },
    ]);
  });

  it('A6: has its status picked up, is settled by the statement, and the attempt names the channel', async () => {
    const batch = await pay();
    expect(states(batch)).toEqual(['INPROC']);
    kit.advanceBankDays(2);
    await kit.payments.sweep();
    expect(states(await kit.payments.get(kit.maker, batch.id))).toEqual(['SETTLED']);
    const { transmissions } = await kit.payments.reads.head(kit.maker, batch.id);
    expect(transmissions.map(({ channel }) => channel)).toEqual(['sftp']);
  });

  it('A6: deletes nothing that it did not write: answers stay where they are', async () => {
    const batch = await pay();
    const before = readdirSync(outbox()).filter((name) => name.startsWith(batch.messageId));
    await kit.payments.sweep();
    const after = readdirSync(outbox()).filter((name) => name.startsWith(batch.messageId));
    expect(after).toEqual(expect.arrayContaining(before));
    expect(before).toHaveLength(1);
  });

  it('R4: is unknown when the line breaks in the middle, and is never sent again', async () => {
    kit.faults.add({ partner: 'bank-sftp', operation: 'upload', kind: 'cut-off', times: 1, delayMs: 0 });
    const batch = await pay();
    expect(states(batch)).toEqual(['UNKNOWN']);
    await kit.payments.sweep();
    await kit.payments.advance(batch.id, kit.maker.actor);
    expect(countAtBank(batch.messageId)).toBe(0);
    expect(readdirSync(inbox()).filter((name) => name === `${batch.messageId}.xml.pgp`)).toEqual([]);
  });

  it('R4: is known again by the answer that is picked up when only the receipt was lost', async () => {
    kit.faults.add({ partner: 'bank-sftp', operation: 'manifest', kind: 'lost-answer', times: 1, delayMs: 0 });
    const batch = await pay();
    await kit.payments.sweep();
    expect(states(await kit.payments.get(kit.maker, batch.id))).toEqual(['SETTLED']);
    expect(countAtBank(batch.messageId)).toBe(1);
  });

  it('S9: does not go to a host whose key is not the pinned one; the batch stops for people', async () => {
    const pinned = join(kit.secrets.dir, 'bank-sftp-host-key');
    const right = readFileSync(pinned, 'utf8');
    writeFileSync(pinned, fingerprintOf(Buffer.from('another host')));
    const other = await openPaymentsKitAgain(kit);
    writeFileSync(pinned, right);
    const made = await kit.payments.make(kit.maker, { payrollId: PAYROLL, channel: 'sftp' });
    await kit.platform.inTransaction(kit.approver.actor, (tx) =>
      kit.payments.approve(tx, kit.approver, made.id, { statementHash: made.statementHash }),
    );
    await other.advance(made.id, kit.maker.actor);
    const batch = await kit.payments.get(kit.maker, made.id);
    expect([batch.state, ...states(batch)]).toEqual(['EXCEPTION', 'UNKNOWN']);
    expect(countAtBank(batch.messageId)).toBe(0);
  });

  it('S10: takes no answer that the bank did not sign', async () => {
    kit.faults.add({ partner: 'bank-sftp', operation: 'pick-up', kind: 'wrong-signature', times: 1, delayMs: 0 });
    const batch = await pay();
    expect(batch.state).toBe('TRANSMITTED');
    expect(states(batch)).toEqual(['SENT']);
    await kit.payments.sweep();
    expect(states(await kit.payments.get(kit.maker, batch.id))).toEqual(['SETTLED']);
  });

  it('R7: fails as the second sender, because the message id is taken at the bank', async () => {
    const batch = await pay();
    const { row } = await fileOf(batch.messageId);
    const channel = await sftpOf(kit);
    const outcome = await channel.send(row, { actor: kit.maker.actor, subjectId: batch.id });
    expect(outcome).toBe('unknown');
    expect(countAtBank(batch.messageId)).toBe(1);
  });

  it('R4, S16: is over by its deadline when the server hangs in the middle: what it took is unknown, what it has is read later', async () => {
    const channel = await sftpOf(kit, { deadlineMs: 5000 });
    const cause = { actor: kit.maker.actor, subjectId: 'Mhangs' };
    const hangsAt = (operation: string) =>
      kit.faults.add({ partner: 'bank-sftp', operation, kind: 'timeout', times: 1, delayMs: 0 });
    hangsAt('upload');
    expect(await channel.send(fileOf('Mhangs').row, cause)).toBe('unknown');
    hangsAt('pick-up');
    expect(await channel.reports('Mhangs', cause)).toEqual([]);
    expect(kit.faults.list()).toEqual([]);
    expect(readdirSync(inbox()).filter((name) => name === 'Mhangs.xml.pgp')).toEqual([]);
  });

  const fileOf = (messageId: string) => {
    const row = { messageId, text: '<x/>', sha256: '', size: 4, count: 1, total: '1.00' };
    return { row: { ...row, contentType: 'application/xml', extension: 'xml', bodySignature: 'a..b' } };
  };

  it('says which channels there are when it is asked for another', async () => {
    const made = kit.payments.make(kit.maker, { payrollId: PAYROLL, channel: 'pigeon' });
    await expect(made).rejects.toMatchObject({ code: 'payments.payroll-refused', details: { reason: 'channel' } });
  });
});

async function openPaymentsKitAgain(kit: PaymentsKit) {
  const { createPayments } = await import('../../src/payments/service.js');
  const { openimis, verification, interconnection, platform } = kit;
  return createPayments(platform, { openimis, verification, interconnection });
}

async function sftpOf(kit: PaymentsKit, over: { readonly deadlineMs?: number } = {}) {
  const { openChannels } = await import('../../src/payments/channels/open.js');
  const { sftp } = await import('../../src/payments/channels/sftp.js');
  const { https } = await import('../../src/payments/channels/https.js');
  const tools = {
    bank: kit.interconnection.partner('bank-payments'),
    partner: kit.interconnection.partner,
    ownUrl: 'https://mis.example.org/interlink',
    now: () => new Date(),
    newId: () => 'q-1',
    secretsDir: kit.secrets.dir,
    failpoint: () => undefined,
    alarm: () => undefined,
  };
  const settings = { url: kit.sftpUrl, username: 'interlink', ...over };
  const opened = openChannels([https, sftp], tools, { sftp: settings }).get('sftp');
  if (!opened) throw new Error('the channel is not open');
  return opened;
}
