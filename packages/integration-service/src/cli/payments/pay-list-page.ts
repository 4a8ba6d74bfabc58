import type { PayList } from '@interlink/contracts/payments/pay-point';

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Data inside a script element: nothing in it can end the element. */
const inScript = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');

/**
 * The list as one file that needs no network: to print, or to mark on a tablet. Marks stay in the browser until they
 * are saved as the file that `interlink payments marks` takes.
 */
export function payListPage(list: PayList): string {
  const { number, point, programme, executionDate, total, currency, signature, lines } = list;
  const title = `${programme} · ${point} · ${number}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>
<h1>List ${number}: ${escape(programme)}, ${escape(point)}</h1>
<p>${escape(executionDate)} · ${lines.length} payments · <b>${escape(total)} ${escape(currency)}</b></p>
<label class="screen">Place <input id="place" value="${escape(point)}"></label>
<button class="screen" id="save">Save the marks</button> <span class="screen" id="left" role="status"></span>
<table><thead><tr><th>No.</th><th>Reference</th><th>Name</th><th>Amount</th><th>Mark</th><th>Proof, or who came</th></tr></thead>
<tbody>${lines.map(rowOf).join('\n')}</tbody></table>
<p class="sign">Manager ______________________ Witness ______________________ Date ____________</p>
<p class="seal">${escape(signature)}</p>
<script>const LIST = ${inScript({ batchId: list.batchId, number })};${SCRIPT}</script></body></html>
`;
}

function rowOf({ instrId, reference, name, amount }: PayList['lines'][number], at: number): string {
  const label = `of ${escape(name)}`;
  const options = ['', 'paid', 'proxy', 'refused', 'absent'].map((one) => `<option>${one}</option>`).join('');
  const mark = `<select aria-label="Mark ${label}">${options}</select>`;
  const proof = `<input maxlength="300" aria-label="Proof ${label}">`;
  const cells = [at + 1, escape(reference), escape(name), escape(amount), mark, proof];
  return `<tr data-line="${escape(instrId)}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

const STYLE = `body{font:16px sans-serif;margin:1rem}table{border-collapse:collapse;width:100%;margin-top:1rem}
td,th{border:1px solid #555;padding:.4rem;text-align:start}select,input,button{font:inherit;min-height:2.75rem}
.seal{font:10px monospace;word-break:break-all}thead{display:table-header-group}tr{break-inside:avoid}
@media print{.screen{display:none}select,input{border:0;appearance:none}}`;

// The time of a mark is when it was made, not when it was saved.
const SCRIPT = `
const key = 'pay-list-' + LIST.batchId;
const kept = JSON.parse(localStorage.getItem(key) || '{}');
const rows = [...document.querySelectorAll('tr[data-line]')];
const show = () => { document.getElementById('left').textContent = rows.length - Object.keys(kept).length + ' not marked yet'; };
for (const row of rows) {
  const [mark, proof] = [row.querySelector('select'), row.querySelector('input')];
  const before = kept[row.dataset.line];
  if (before) { mark.value = before.mark; proof.value = before.proof || ''; }
  const keep = () => {
    if (mark.value) kept[row.dataset.line] = { mark: mark.value, at: new Date().toISOString(),
      place: document.getElementById('place').value || '-', ...(proof.value && { proof: proof.value }) };
    else delete kept[row.dataset.line];
    localStorage.setItem(key, JSON.stringify(kept));
    show();
  };
  mark.addEventListener('change', keep);
  proof.addEventListener('change', keep);
}
show();
document.getElementById('save').addEventListener('click', () => {
  const marks = Object.entries(kept).map(([instrId, one]) => ({ instrId, ...one }));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ marks })], { type: 'application/json' }));
  link.download = 'marks-' + LIST.number + '.json';
  link.click();
});`;
