import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { cpus, loadavg, totalmem } from 'node:os';

/** How fast the machine is today: hosts of one name differ by the half, and with them every figure that is no ratio. */
function verifiedPerSecond() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const text = Buffer.alloc(1000, 'x');
  const signature = sign(null, text, privateKey);
  let count = 0;
  const since = performance.now();
  while (performance.now() - since < 1000) {
    for (let at = 0; at < 100; at += 1) verify(null, text, publicKey, signature);
    count += 100;
  }
  return Math.round(count / ((performance.now() - since) / 1000)).toLocaleString('en');
}

/** What the figures were taken on; a figure without it says nothing. */
export function machine() {
  const [{ model }] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(', ');
  return `${cpus().length} x ${model.trim()}, ${gib} GiB, Node ${process.version}, ${process.platform}, ${verifiedPerSecond()} Ed25519 signatures verified a second by one processor; load average at the start ${load}`;
}

const number = (value) =>
  typeof value !== 'number'
    ? String(value)
    : value >= 100
      ? Math.round(value).toLocaleString('en')
      : value.toPrecision(3);

const rowOf = ({ what, value, unit = '', target = '', baseline = '', ratio }) =>
  `| ${what} | ${number(value)} ${unit} | ${baseline === '' ? '' : `${number(baseline)} ${unit}`} | ${ratio === undefined ? '' : `${ratio.toFixed(2)}x`} | ${target} |`;

/** One section of docs/reference/benchmarks.md. */
export const section = ({ title, note, rows, tookSeconds, at, on }) => `## ${title}

${note}

| what | measured | baseline | ratio | target |
| --- | --- | --- | --- | --- |
${rows.map(rowOf).join('\n')}

Taken on ${at}, on ${on}; took ${Math.round(tookSeconds)} s.
`;

const HEAD = `<!-- Made by \`npm run bench\`. Do not edit. -->

# Benchmarks

Each section says when and on what it was taken. Each baseline ran in the same run, in turn with ours; of repeated work the
median is shown. Times on another machine, or with other work on it, differ; the ratios move less. Run them yourself:
\`npm run bench\`, \`npm run bench -- audit --quick\`.
`;

/** The page with these sections renewed (title to text) and the others as they were, in the order of `titles`. */
export function renewed(page, sections, titles) {
  const kept = new Map(
    page
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## (.*)/.exec(text)[1], text.trimEnd() + '\n']),
  );
  const texts = titles.map((title) => sections.get(title) ?? kept.get(title)).filter((text) => text !== undefined);
  return [HEAD, ...texts].join('\n');
}
