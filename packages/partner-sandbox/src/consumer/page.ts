import { html, page, wideTable, type Html } from '../common/html.js';
import type { Heard } from './heard.js';

const SHOWN = 100;

/** What the consumer was told, newest first, and whether it believes it. */
export function heardPage(heard: readonly Heard[]): string {
  const rows = heard.slice(-SHOWN).reverse().map(toRow);
  const content = html`<p>${heard.length} message(s), newest first. <a href="/heard.json">All as JSON</a></p>
    ${wideTable('Messages', ['Time', 'Kind', 'Signature', 'Taken', 'Message'], rows)}`;
  return page('Registry consumer', content);
}

const toRow = ({ at, operation, subscriptionCode, verified, problem, repeated, message }: Heard): Html =>
  html`<tr>
    <td><time>${at}</time></td>
    <td>${operation}<br />${subscriptionCode ?? ''}</td>
    <td>${verified ? 'verified' : 'not verified'}</td>
    <td>${problem ?? (repeated ? 'came before' : 'yes')}</td>
    <td><pre>${JSON.stringify(message, null, 1)}</pre></td>
  </tr>`;
