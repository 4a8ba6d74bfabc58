import type { Overlap } from '@interlink/contracts/registry/statistics';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { shadeOf, toMatrix } from '../overlap-matrix.js';
import { texts } from '../texts.js';
import { useLayout } from './layout.js';

const useStyles = makeStyles({
  table: {
    borderCollapse: 'collapse',
    '& caption': { textAlign: 'start', padding: '8px 0', color: '#3a3a3a' },
    '& th, & td': { border: '1px solid #d0d0d0', padding: '8px 12px', textAlign: 'center' },
  },
});

interface OverlapMatrixProps {
  readonly overlaps: readonly Overlap[];
  /** By the code that heads a column. */
  readonly nameOf: (code: string) => string;
}

/** Every programme against every other; the darker, the more people are in both. */
export function OverlapMatrix({ overlaps, nameOf }: OverlapMatrixProps) {
  const styles = useStyles();
  const layout = useLayout();
  const { text } = useText(texts);
  const { number } = useFormat();
  const { programmes, peopleIn, highest } = toMatrix(overlaps);
  if (programmes.length === 0) return <Typography>{text('statistics.noOverlaps')}</Typography>;
  const shown = (people: number | null | undefined) =>
    people === undefined ? number(0) : people === null ? text('statistics.less') : number(people);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <div className={layout.scroll} role="region" aria-label={text('statistics.overlapsCaption')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{text('statistics.overlapsCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{text('statistics.programme')}</th>
            {programmes.map((code) => (
              <th key={code} scope="col">
                <bdi>{code}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {programmes.map((row) => (
            <tr key={row}>
              <th scope="row">
                {nameOf(row) !== row && (
                  <>
                    <bdi>{nameOf(row)}</bdi> ·{' '}
                  </>
                )}
                <bdi>{row}</bdi>
              </th>
              {programmes.map((column) => (
                <td key={column} style={shadeOf(row === column ? 0 : peopleIn(row, column), highest)}>
                  {row === column ? '–' : shown(peopleIn(row, column))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
