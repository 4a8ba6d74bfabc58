import { useRef, useState, type FormEvent } from 'react';
import { useDispatch } from 'react-redux';
import type { ApplicantCandidates, FindApplicants } from '@interlink/contracts/enrolment/applicant';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { TextField } from '@interlink/fe-kit/components/Field';
import { leadToError } from '@interlink/fe-kit/keyboard';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useFormat } from '@interlink/fe-kit/format';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper, Typography } from '@interlink/fe-kit/ui/material';
import { findSearchErrors, missingForSearch, toSearch, type SearchFields } from '../applicant-form.js';
import { findApplicants } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { ActProblem } from './ActProblem.js';

export type Candidate = ApplicantCandidates['items'][number];

interface FindApplicantProps {
  /** What was searched for before, when somebody comes back from a person who was not the one. */
  readonly initial: SearchFields;
  /** With the candidate that the officer recognised, or none for a new person; and what was searched for. */
  readonly onChosen: (candidate: Candidate | undefined, searched: SearchFields) => void;
}

export const EMPTY_SEARCH: SearchFields = { nationalId: '', name: '', birthDate: '', mobile: '' };

export function FindApplicant({ initial, onChosen }: FindApplicantProps) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const found = useEnrolment((state) => state.applicants);
  const { status, value } = found;
  const [fields, setFields] = useState(initial);
  // Who was found was found by these, whatever is typed since.
  const [searched, setSearched] = useState(initial);
  const [missing, setMissing] = useState<keyof SearchFields>();
  const [wasTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const errors = wasTried ? findSearchErrors(fields) : {};
  const errorOf = (name: keyof SearchFields) => {
    if (name === missing) return text('find.incomplete');
    return name !== 'name' && errors[name] ? text(errors[name]) : undefined;
  };
  const bind = (name: keyof SearchFields) => ({
    value: fields[name],
    error: errorOf(name),
    onChange: (entered: string) => setFields({ ...fields, [name]: entered }),
  });
  const search = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const isWrong = Object.keys(findSearchErrors(fields)).length > 0;
    const asked: FindApplicants | undefined = isWrong ? undefined : toSearch(fields);
    setMissing(isWrong ? undefined : missingForSearch(fields));
    if (!asked) return leadToError(form);
    setSearched(fields);
    dispatch(findApplicants.ask(asked));
  };
  return (
    <form ref={form} onSubmit={search} noValidate aria-label={text('find.title')}>
      <Typography>{text('find.intro')}</Typography>
      <div className={layout.grid}>
        <TextField label={text('field.nationalId')} ltr maxLength={40} {...bind('nationalId')} />
        <TextField label={text('field.name')} maxLength={200} {...bind('name')} />
        <TextField
          label={text('field.birthDate')}
          help={text('field.birthDateHelp')}
          ltr
          maxLength={10}
          {...bind('birthDate')}
        />
        <TextField
          label={text('field.mobile')}
          help={text('find.mobileHelp')}
          ltr
          inputMode="tel"
          maxLength={20}
          {...bind('mobile')}
        />
      </div>
      <div className={layout.row}>
        <Button type="submit" variant="contained" color="primary" disabled={status === 'loading'}>
          {text('find.search')}
        </Button>
        <Button onClick={() => onChosen(undefined, fields)}>{text('find.skip')}</Button>
      </div>
      {status === 'loading' && <ProgressLine label={text('find.searching')} />}
      <ActProblem of={found} />
      {status === 'done' && value && (
        <Candidates items={value.items} onChosen={(candidate) => onChosen(candidate, candidate ? searched : fields)} />
      )}
    </form>
  );
}

function Candidates({
  items,
  onChosen,
}: {
  readonly items: readonly Candidate[];
  readonly onChosen: (candidate: Candidate | undefined) => void;
}) {
  const layout = useLayout();
  const { text } = useText(texts);
  const format = useFormat();
  return (
    <div role="region" aria-label={text('find.results')} aria-live="polite">
      <Typography>{text('find.found', { count: items.length })}</Typography>
      {items.map((candidate) => (
        <Paper key={candidate.individualId} variant="outlined" className={layout.card}>
          <Typography component="h3" variant="subtitle1">
            <bdi>
              {candidate.givenName} {candidate.surname}
            </bdi>
          </Typography>
          <Facts
            facts={[
              [text('field.birthDate'), format.birthDate(candidate.birthDate)],
              [text('field.nationalId'), candidate.nationalId && <bdi dir="ltr">{candidate.nationalId}</bdi>],
              [text('field.village'), candidate.locationName],
              [text('field.programmes'), candidate.programmes.join(', ')],
            ]}
          />
          <Button variant="outlined" color="primary" onClick={() => onChosen(candidate)}>
            {text('find.choose', { name: `${candidate.givenName} ${candidate.surname}` })}
          </Button>
        </Paper>
      ))}
      <Button variant="outlined" onClick={() => onChosen(undefined)}>
        {text('find.none')}
      </Button>
    </div>
  );
}
