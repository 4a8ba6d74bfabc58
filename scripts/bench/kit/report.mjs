import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were taken on; a figure without it says nothing. */
export function machine() {
  const [{ model }] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(', ');
  return `${cpus().length} x ${model.trim()}, ${gib} GiB, Node ${process.version}, ${process.platform}; load average at the start ${load}`;
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
export const section = ({ title, note, rows, tookSeconds }) => `## ${title}

${note}

| what | measured | baseline | ratio | target |
| --- | --- | --- | --- | --- |
${rows.map(rowOf).join('\n')}

Took ${Math.round(tookSeconds)} s.
`;

export const page = (sections, { quick, at, on }) => `<!-- Made by \`npm run bench\`. Do not edit. -->

# Benchmarks

Figures of ${at}${quick ? ', in **quick** mode (small sizes: they show that it runs, not how fast)' : ''}, on ${on}.
Each baseline ran in the same run, in turn with ours; of repeated work the median is shown. Times on another machine, or
with other work on it, differ; the ratios move less. Run them yourself: \`npm run bench\`, \`npm run bench -- audit --quick\`.

${sections.join('\n')}`;
