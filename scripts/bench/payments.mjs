import { createWriteStream, readFileSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../stack/paths.mjs';
import { approval, screens } from './kit/approval.mjs';
import { median, service } from './kit/measure.mjs';

export const title = 'Payments: files, answers and checks of a million lines (IBR-031, IBR-019)';
export const note = `Files: pain.001.001.09 in parts of ten thousand lines, each written to disk, hashed and signed while the next is made, against
a bare writer of the same bytes, in turn; by the clock, which wants two free cores; by the processor
of the busier of two cores, which is what the clock would say were they free; and by the processor of all threads. Answers: a pain.002.001.11 and a
camt.053.001.08 with an entry for every line, read in pieces of 64 KB and matched by id. Checks: every check before
approval over all lines at once. Approval: one person's approval of a hundred thousand lines, from the request to the answer, in PostgreSQL; the
browser's own computation of the root comes before it and is not in it. Screens: what they ask, a hundred times one after the other, with the
read's own audit entry. Memory is the most that the process held beyond what it had before.`;

const PART = 10_000;
const domain = (file) => import(path.join(root, 'packages/domain/dist/payments', `${file}.js`));
const hex = (at) => at.toString(16).padStart(12, '0');
const TERMS = { categoryPurpose: 'SSBE', chargeBearer: 'SLEV', serviceLevel: 'NURG', executionDate: '2026-11-26' };
const FILE = {
  createdAt: '2026-11-24T08:00:00Z',
  currency: 'KES',
  debtorName: 'Ministry of Social Welfare',
  debtorId: 'MSW',
  debtorAccount: '0001112223334',
  debtorAgent: 'DEMOKENA',
  terms: TERMS,
};

const lineOf = (at) => {
  const id = hex(at);
  return {
    entitlementId: `00000000-0000-7000-8000-${id}`,
    attempt: 1,
    instrId: `I${id}00000000000000000000`,
    endToEndId: `E${id}0000000000000-01`,
    uetr: `00000000-0000-4000-8000-${id}`,
    amountMinor: 200_000,
    currency: 'KES',
    creditorAgent: 'DEMOKENA',
    account: `0110${id}`,
    payeeName: 'Mercy Omondi',
    purpose: 'SSBE',
    remittance: 'OAA 2026-11',
  };
};
const range = (from, to) => Array.from({ length: to - from }, (_one, at) => from + at);

const TICKS = 100;

/** Seconds of processor that this thread has had, and all others of this process together. */
function threads() {
  const spent = { main: 0, others: 0 };
  for (const id of readdirSync('/proc/self/task')) {
    const after = readFileSync(`/proc/self/task/${id}/stat`, 'utf8').split(') ').at(-1).split(' ');
    spent[Number(id) === process.pid ? 'main' : 'others'] += (Number(after[11]) + Number(after[12])) / TICKS;
  }
  return spent;
}

/** Seconds of processor of this process, and the most memory that it held meanwhile, in MB beyond the beginning. */
async function cpu(work) {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = () => (most = Math.max(most, process.memoryUsage().rss));
  const timer = setInterval(watch, 20);
  const own = process.cpuUsage();
  const earlier = threads();
  const wallSince = performance.now();
  await work(watch);
  const { user, system } = process.cpuUsage(own);
  clearInterval(timer);
  watch();
  return {
    seconds: (user + system) / 1e6,
    wall: (performance.now() - wallSince) / 1000,
    // What the clock would say at the least where the main thread has one core to itself and all others the second.
    twoCores: Math.max(...Object.entries(threads()).map(([name, spent]) => spent - earlier[name])),
    megabytes: (most - before) / 2 ** 20,
  };
}

async function writing(work) {
  const file = path.join(tmpdir(), `interlink-bench-${process.pid}.xml`);
  const stream = createWriteStream(file);
  try {
    await work(async (text) => {
      if (!stream.write(text)) await once(stream, 'drain');
    });
    stream.end();
    await once(stream, 'finish');
  } finally {
    rmSync(file, { force: true });
  }
}

/** The same bytes by nothing but templates. */
const bare = (at) => {
  const line = lineOf(at);
  return `<CdtTrfTxInf><PmtId><InstrId>${line.instrId}</InstrId><EndToEndId>${line.endToEndId}</EndToEndId><UETR>${line.uetr}</UETR></PmtId><Amt><InstdAmt Ccy="KES">2000.00</InstdAmt></Amt><CdtrAgt><FinInstnId><Othr><Id>${line.creditorAgent}</Id></Othr></FinInstnId></CdtrAgt><Cdtr><Nm>${line.payeeName}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${line.account}</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct><Purp><Cd>${line.purpose}</Cd></Purp><RmtInf><Ustrd>${line.remittance}</Ustrd></RmtInf></CdtTrfTxInf>`;
};

async function files(count, times) {
  const { pain00100109 } = await domain('formats/pain-001-001-09');
  const { sealBytes } = await service('payments/signing.js');
  const { privateKey } = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify']);
  const key = { kid: 'bench', alg: 'EdDSA', privateKey };
  let sealing;
  let megabytes = 0;
  const inParts = async (part) => {
    const took = await cpu(() =>
      writing(async (write) => {
        for (let from = 0; from < count; from += PART) await write(await part(from, Math.min(from + PART, count)));
      }),
    );
    ({ megabytes } = took);
    return { clock: count / took.wall, processor: count / took.seconds, twoCores: count / took.twoCores };
  };
  const ours = async (from, to) => {
    const ids = { messageId: `M${hex(from)}`, paymentInfoId: `P${hex(from)}` };
    const bytes = pain00100109({ ...FILE, ...ids }, range(from, to).map(lineOf));
    // As at the seal: the thread that writes goes on while others hash and sign, one part ahead at most.
    await sealing;
    sealing = sealBytes(key, bytes);
    if (to === count) await sealing;
    return bytes;
  };
  const bareParts = async (from, to) => Buffer.from(range(from, to).map(bare).join(''));
  const pairs = [];
  for (let round = 0; round < times; round += 1) pairs.push([await inParts(bareParts), await inParts(ours)]);
  const target = '250,000/s, within 1.5 of the bare writer (ratio 0.67)';
  const rowOf = (by, what) => ({
    ...{ what, unit: '/s', value: median(pairs.map(([, one]) => one[by])) },
    baseline: median(pairs.map(([one]) => one[by])),
    ratio: median(pairs.map(([one, other]) => other[by] / one[by])),
  });
  return [
    { ...rowOf('clock', `lines written, hashed and signed, of ${count}, by the clock`), target },
    {
      ...rowOf('twoCores', 'the same a second of its busier core, one for the thread that writes, one for all others'),
      target,
    },
    rowOf('processor', 'the same a second of processor of all threads'),
    { what: 'memory of it', value: megabytes, unit: 'MB', target: '250 MB' },
  ];
}

/** Root of the approved lines: canonical JSON, leaf hash, tree. */
async function hashes(count) {
  const [{ lineHash }, { growMerkle }] = [await domain('line'), await domain('merkle')];
  const { sha256 } = await service('payments/hashes.js');
  const took = await cpu(() => {
    const tree = growMerkle(sha256);
    for (let at = 0; at < count; at += 1) tree.add(Buffer.from(lineHash(lineOf(at), TERMS, sha256), 'hex'));
    tree.root();
  });
  return [{ what: 'leaves hashed into the root', value: count / took.seconds, unit: '/s' }];
}

function* inPieces(head, count, one, tail) {
  let piece = head;
  for (let at = 0; at < count; at += 1) {
    piece += one(at);
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece + tail;
}

const report = (count) =>
  inPieces(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-11-25T12:00:00Z</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>`,
    count,
    (at) => {
      const { endToEndId, uetr } = lineOf(at);
      return `<TxInfAndSts><OrgnlEndToEndId>${endToEndId}</OrgnlEndToEndId><OrgnlUETR>${uetr}</OrgnlUETR><TxSts>ACSC</TxSts></TxInfAndSts>`;
    },
    '</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>',
  );

const balance = (code, minor) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="KES">${(minor / 100).toFixed(2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-26</Dt></Dt></Bal>`;
const statement = (count) =>
  inPieces(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>S1</MsgId></GrpHdr><Stmt><Id>S1</Id><ElctrncSeqNb>1</ElctrncSeqNb><Acct><Id><Othr><Id>0001112223334</Id></Othr></Id><Ccy>KES</Ccy></Acct>${balance('OPBD', count * 200_000)}${balance('CLBD', 0)}`,
    count,
    (at) => {
      const { endToEndId, uetr, instrId } = lineOf(at);
      return `<Ntry><NtryRef>N${at}</NtryRef><Amt Ccy="KES">2000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-26</Dt></BookgDt><NtryDtls><TxDtls><Refs><InstrId>${instrId}</InstrId><EndToEndId>${endToEndId}</EndToEndId><UETR>${uetr}</UETR></Refs><Amt Ccy="KES">2000.00</Amt></TxDtls></NtryDtls></Ntry>`;
    },
    '</Stmt></BkToCstmrStmt></Document>',
  );

async function answers(count) {
  const { scanPain002 } = await service('payments/readers/pain-002.js');
  const { scanCamt053 } = await service('payments/readers/camt-053.js');
  const { lineFinder } = await domain('match-ids');
  const find = lineFinder(
    range(0, count).map((at) => {
      const { instrId, endToEndId, uetr } = lineOf(at);
      return { instrId, endToEndId, uetr };
    }),
  );
  const measure = async (what, read) => {
    let matched = 0;
    const take = (one) => {
      if (find(one)) matched += 1;
    };
    const took = await cpu((watch) => read((one) => take(one, matched % 50_000 === 0 && watch())));
    if (matched !== count) throw new Error(`${matched} of ${count} entries of the ${what} found their line`);
    return [
      {
        what: `${what} of ${count} entries read and matched, processor`,
        value: took.seconds,
        unit: 's',
        target: '120 s a million',
      },
      { what: `${what}: memory`, value: took.megabytes, unit: 'MB' },
    ];
  };
  return [
    ...(await measure('pain.002', (take) => scanPain002(report(count), take))),
    ...(await measure('camt.053', (take) => scanCamt053(statement(count), take))),
  ];
}

async function checks(count) {
  const { checkBatch } = await domain('check-batch');
  const now = '2026-11-24T08:00:00.000Z';
  const lines = range(0, count).map((at) => ({
    instrId: lineOf(at).instrId,
    benefitCode: `B${at}`,
    individualId: `p${at}`,
    amountMinor: 200_000,
    currency: 'KES',
    account: at % 1000 === 0 ? 'shared' : `a${at}`,
    accountCheckedAt: now,
    lifeCheckedAt: at % 10 === 0 ? undefined : now,
    findings: [],
  }));
  const recent = lines
    .filter((_line, at) => at % 100 === 0)
    .map(({ instrId, individualId, account, amountMinor }) => ({
      ...{ instrId: `old-${instrId}`, individualId, account, amountMinor },
      ...{ programme: 'OAA', executionDate: '2026-11-10' },
    }));
  const batch = {
    ...{ programme: 'OAA', currency: 'KES', executionDate: '2026-11-26', now, earliest: '2026-11-25', isBankDay: true },
    ...{ accountFreshDays: 180, lifeFreshDays: 31, maxPerAccount: 2, lines, recent },
  };
  const took = await cpu(() => checkBatch(batch));
  return [{ what: `checks of ${count} lines, processor`, value: took.seconds, unit: 's', target: '60 s a million' }];
}

export async function run({ quick, database, say }) {
  const count = quick ? 50_000 : 1_000_000;
  const rows = [];
  for (const [name, part] of Object.entries({
    files: () => files(count, quick ? 1 : 3),
    hashes: () => hashes(count),
    answers: () => answers(count),
    checks: () => checks(count),
    approval: () => approval(database, 100_000),
    screens: () => screens(database, count),
  })) {
    rows.push(...(await part()));
    say(`${name} measured`);
  }
  return rows;
}
