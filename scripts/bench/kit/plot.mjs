const WIDTH = 640;
const HEIGHT = 360;
const LEFT = 64;
const RIGHT = 150;
const TOP = 36;
const BOTTOM = 48;
const COLOURS = ['#0b4f6c', '#c1440e', '#3a7d44', '#6a4c93', '#8a6d00', '#444444'];

const round = (value) => Number(value.toFixed(1));
const short = (value) => (value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : String(value));
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Powers of ten that hold all values. */
function decades(values) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  return { low, high, marks: Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)) };
}

/**
 * Lines over two logarithmic axes as SVG, each with its name at its end. `lines`: `{ name, points: [[x, y]] }`; values
 * above zero.
 */
export function plot({ title, xName, yName, lines }) {
  const all = lines.flatMap(({ points }) => points);
  const x = decades(all.map(([value]) => value));
  const y = decades(all.map(([, value]) => value));
  const atX = (value) => round(LEFT + ((Math.log10(value) - x.low) / (x.high - x.low)) * (WIDTH - LEFT - RIGHT));
  const atY = (value) =>
    round(HEIGHT - BOTTOM - ((Math.log10(value) - y.low) / (y.high - y.low)) * (HEIGHT - TOP - BOTTOM));
  const right = WIDTH - RIGHT;
  const bottom = HEIGHT - BOTTOM;
  const gridX = x.marks.map(
    (mark) =>
      `<path d="M${atX(mark)} ${TOP}V${bottom}" class="grid"/><text x="${atX(mark)}" y="${bottom + 16}" text-anchor="middle">${short(mark)}</text>`,
  );
  const gridY = y.marks.map(
    (mark) =>
      `<path d="M${LEFT} ${atY(mark)}H${right}" class="grid"/><text x="${LEFT - 8}" y="${atY(mark) + 4}" text-anchor="end">${short(mark)}</text>`,
  );
  const ends = spread(lines.map(({ points }) => atY(points.at(-1)[1])));
  const drawn = lines.map(({ name, points }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const path = points.map(([px, py]) => `${atX(px)} ${atY(py)}`).join('L');
    const dots = points.map(([px, py]) => `<circle cx="${atX(px)}" cy="${atY(py)}" r="3" fill="${colour}"/>`).join('');
    return `<path d="M${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots}<text x="${right + 8}" y="${ends[at] + 4}" style="fill:${colour}">${escape(name)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(title)}">
<style>text{font:12px sans-serif;fill:#222}.grid{stroke:#ddd}</style>
<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>
<text x="${LEFT}" y="20">${escape(title)}</text>
${[...gridX, ...gridY, ...drawn].join('\n')}
<text x="${(LEFT + right) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${escape(xName)}</text>
<text transform="translate(16 ${(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle">${escape(yName)}</text>
</svg>
`;
}

/** Names at least a line apart. */
function spread(heights) {
  const order = heights.map((height, at) => [height, at]).sort(([a], [b]) => a - b);
  const placed = [...heights];
  let last = -Infinity;
  for (const [height, at] of order) {
    placed[at] = round(Math.max(height, last + 15));
    last = placed[at];
  }
  return placed;
}
