import { html, page, type Html } from '../common/html.js';
import type { Heard } from './heard.js';

const SHOWN = 100;

/** What the consumer was told, newest first, and whether it believes it. */
export function heardPage(heard: readonly Heard[]): string {
  const rows = heard.slice(-SHOWN).reverse().map(toRow);
  const content = html`<p>${heard.length} message(s), newest first. <a href="/heard.json">All as JSON</a></p>
    <div class="wide" tabindex="0" role="region" aria-label="Messages">
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Kind</th>
            <th scope="col">Signature</th>
            <th scope="col">Taken</th>
            <th scope="col">Message</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>`;
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
