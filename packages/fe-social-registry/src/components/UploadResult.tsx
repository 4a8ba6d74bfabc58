import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import type { Upload } from '@interlink/contracts/social-registry/upload';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { Pages } from '@interlink/fe-kit/components/Loaded';
import { Table } from '@interlink/fe-kit/components/Table';
import { useText } from '@interlink/fe-kit/texts';
import { useSocialRegistry } from '../store/reducer.js';
import { loadProblems } from '../store/requests.js';
import { texts } from '../texts.js';

/** What is wrong, cell by cell: the cell as a spreadsheet names it, its column, and what to do. */
export function UploadResult({ upload }: { readonly upload: Upload }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text, has } = useText(texts);
  const problems = useSocialRegistry((state) => state.problems);
  const hasProblems = Object.keys(upload.problems).length > 0;
  const { id, state } = upload;
  useEffect(() => {
    if (hasProblems) dispatch(loadProblems.ask({ id }));
  }, [dispatch, hasProblems, id, state]);
  if (!hasProblems) return null;
  const words = (code: string) => (has(`problem.${code}`) ? text(`problem.${code}`) : code);
  return (
    <section aria-label={text('problems.title')}>
      <h2 className={layout.heading}>{text('problems.title')}</h2>
      <ul>
        {Object.entries(upload.problems).map(([code, count]) => (
          <li key={code}>
            {words(code)} <bdi>({count})</bdi>
          </li>
        ))}
      </ul>
      <Pages of={problems} empty={text('problems.none')} load={(after) => dispatch(loadProblems.ask({ id, after }))}>
        {(items) => (
          <Table
            caption={text('problems.caption')}
            rows={items}
            keyOf={({ row, column, code }) => `${row} ${column} ${code}`}
            columns={[
              { id: 'cell', title: text('problems.cell'), cell: ({ cell, row }) => <bdi>{cell ?? row}</bdi> },
              { id: 'column', title: text('problems.column'), cell: ({ column }) => <bdi>{column}</bdi> },
              { id: 'what', title: text('problems.what'), cell: ({ code }) => words(code) },
            ]}
          />
        )}
      </Pages>
    </section>
  );
}
