import path from 'node:path';
import { root } from '../stack/paths.mjs';

/** A module of a package as it was built. */
export const built = (name) => import(path.join(root, 'packages', name));

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');

/** Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
