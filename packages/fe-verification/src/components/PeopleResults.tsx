import { useRef } from 'react';
import { Link } from '@openimis/fe-core';
import type { VerificationRun, VerifiedPerson } from '@interlink/contracts/verification/runs';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useSuccessor } from '@interlink/fe-kit/keyboard';
import { makeStyles, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { personPath } from '../names.js';
import { ResultTable } from './ResultTable.js';
import { useWords, VERDICT_TONES } from './words.js';

const useStyles = makeStyles((theme) => ({
  person: { padding: theme.spacing(2), marginBlock: theme.spacing(1) },
  results: { marginBlockStart: theme.spacing(3) },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) },
}));

/** Each person with what follows, and why. */
export function PeopleResults({ run }: { readonly run: VerificationRun }) {
  const styles = useStyles();
  const { text } = useWords();
  const place = useRef<HTMLElement>(null);
  // What was pressed for them is gone, or was disabled meanwhile.
  useSuccessor(place);
  return (
    <section ref={place} tabIndex={-1} aria-label={text('results.title')} aria-live="polite" className={styles.results}>
      <SectionTitle>{text('results.title')}</SectionTitle>
      {run.items.map((person, place) => (
        <Person key={person.individualId ?? place} person={person} />
      ))}
    </section>
  );
}

function Person({ person }: { readonly person: VerifiedPerson }) {
  const styles = useStyles();
  const { text, word } = useWords();
  const { name, nationalId, individualId, verdict, results, notAsked } = person;
  const title = name ?? nationalId;
  return (
    <Paper variant="outlined" className={styles.person}>
      <div className={styles.head}>
        <Typography component="h3" variant="subtitle1">
          <bdi>{title}</bdi>
        </Typography>
        {name && <bdi dir="ltr">{nationalId}</bdi>}
        <StatusChip tone={VERDICT_TONES[verdict]} label={text(`verdict.${verdict}`)} />
        {individualId && <Link to={personPath(individualId)}>{text('results.all')}</Link>}
      </div>
      <Typography>{text(`advice.${verdict}`)}</Typography>
      {notAsked.map((kind) => (
        <Typography key={kind}>{text('results.notAsked', { kind: word('kind', kind) })}</Typography>
      ))}
      {results.length > 0 && <ResultTable caption={text('results.caption', { name: title })} results={results} />}
    </Paper>
  );
}
