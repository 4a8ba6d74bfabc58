import type { Fault } from '../common/faults.js';
import { html, page, wideTable, type Html } from '../common/html.js';
import { PARTNERS, partnerNames, type PartnerName } from '../common/partners.js';
import type { ReceivedRequest } from '../common/received.js';
import type { Inbox, Sms } from '../sms/inbox.js';
import type { HubTools } from './tools.js';

const SHOWN = 25;

/** What each partner received, newest first, and what will go wrong next. */
export function operatorPage({ faults, received, businessClock }: HubTools): string {
  const content = html`<nav>
      <a href="/inbox">SMS inbox</a>${partnerNames.map((name) => html`<a href="#${name}">${PARTNERS[name].title}</a>`)}
    </nav>
    <h2>Faults</h2>
    ${faultList(faults.list())}${faultForm()}
    <h2>Business clock</h2>
    <p>The partners' books are at <time>${businessClock.now().toISOString()}</time>.</p>
    <form method="post" action="/clock">
      <label for="advanceDays">Days forward</label>
      <input id="advanceDays" name="advanceDays" type="number" value="1" required /> <button>Move</button>
    </form>
    ${partnerNames.map((name) => partnerSection(name, received.list(name)))}`;
  return page('Partner sandbox', content);
}

function faultList(faults: readonly Fault[]): Html {
  if (faults.length === 0) return html`<p>No fault is switched on.</p>`;
  const rows = faults.map(
    ({ partner, operation, kind, times }) =>
      html`<li>${PARTNERS[partner].title}, ${operation}: ${kind}, ${times} more time(s)</li>`,
  );
  return html`<ul>
      ${rows}
    </ul>
    <form method="post" action="/faults/clear"><button>Switch all off</button></form>`;
}

function faultForm(): Html {
  const partners = partnerNames.map((name) => html`<option value="${name}">${PARTNERS[name].title}</option>`);
  const kinds = [...new Set(partnerNames.flatMap((name) => [...PARTNERS[name].faults]))];
  return html`<form method="post" action="/faults">
    <label for="partner">Partner</label>
    <select id="partner" name="partner">
      ${partners}
    </select>
    <label for="operation">Operation (* for any)</label>
    <input id="operation" name="operation" value="*" required />
    <label for="kind">What goes wrong</label>
    <select id="kind" name="kind">
      ${kinds.map((kind) => html`<option>${kind}</option>`)}
    </select>
    <label for="times">How many times</label>
    <input id="times" name="times" type="number" min="1" value="1" required />
    <label for="delayMs">Delay in milliseconds</label>
    <input id="delayMs" name="delayMs" type="number" min="1" value="2000" required />
    <button class="main">Switch on</button>
  </form>`;
}

function partnerSection(name: PartnerName, requests: readonly ReceivedRequest[]): Html {
  const { title } = PARTNERS[name];
  const rows = requests.slice(-SHOWN).reverse().map(requestRow);
  const table = wideTable({ id: name }, ['Time', 'Operation', 'Correlation', 'Received'], rows);
  return html`<h2 id="${name}">${title}</h2>
    <p>${requests.length} received. <a href="/received/${name}.json">All as JSON</a></p>
    ${rows.length > 0 ? table : undefined}`;
}

const requestRow = ({ at, operation, method, path, correlationId, body }: ReceivedRequest): Html =>
  html`<tr>
    <td><time>${at}</time></td>
    <td>${operation}<br />${method} ${path}</td>
    <td>${correlationId ?? ''}</td>
    <td><pre>${body === null ? '' : JSON.stringify(body, null, 1)}</pre></td>
  </tr>`;

/** Every SMS that was sent, newest first. */
export function inboxPage(inbox: Inbox): string {
  const rows = [...inbox.messages].reverse().map((sms) => smsRow(sms, inbox));
  const content = html`<nav><a href="/">Partners</a></nav>
    <p>${inbox.messages.length} message(s), newest first.</p>
    ${wideTable('Messages', ['Time', 'To', 'From', 'Text', 'Parts', 'Status'], rows)}`;
  return page('SMS inbox', content);
}

const smsRow = (sms: Sms, inbox: Inbox): Html =>
  html`<tr>
    <td><time>${sms.at}</time></td>
    <td>${sms.to}</td>
    <td>${sms.from}</td>
    <td dir="auto" lang="${sms.language ?? ''}">${sms.text}</td>
    <td>${sms.parts} (${sms.encoding})</td>
    <td>${inbox.statusOf(sms)}</td>
  </tr>`;
