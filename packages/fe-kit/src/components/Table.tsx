/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- what is shown as
   cards is to older Safari no table any more */
import type { ReactNode } from 'react';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { makeStyles } from '../ui/material.js';

export interface Column<Row> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
}
interface TableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    '& caption': { textAlign: 'start', padding: '8px 0', color: '#3a3a3a' },
    '& th, & td': {
      textAlign: 'start',
      padding: '8px 12px',
      borderBlockEnd: '1px solid #e3e3e3',
      verticalAlign: 'top',
    },
    '& thead th': { background: '#e0f0f4' },
    // On a small screen each row becomes a card and each cell names its column.
    '@media (max-width: 599px)': {
      '& thead': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clip: 'rect(0 0 0 0)' },
      '& tr, & td': { display: 'block' },
      '& tr': { border: '1px solid #d0d0d0', borderRadius: 4, marginBlockEnd: 12, padding: 4 },
      '& td': { border: 0, padding: '4px 8px' },
      '& td:empty': { display: 'none' },
      '& td[data-title]::before': { content: 'attr(data-title) ": "', fontWeight: 500 },
    },
  },
});

/** A table that a screen reader can announce and a 360 px screen can show; one without rows says that there is none. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  const styles = useStyles();
  const { text } = useText(kitTexts);
  return (
    <table role="table" className={styles.table}>
      <caption>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.id} role="columnheader" scope="col">
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.length === 0 && (
          <tr role="row">
            <td role="cell" colSpan={columns.length}>
              {text('table.none')}
            </td>
          </tr>
        )}
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column) => (
              <td key={column.id} role="cell" data-title={column.title}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
