import { useEffect, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useHistory } from '@openimis/fe-core';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { Stepper } from '@interlink/fe-kit/components/Stepper';
import { leadOn } from '@interlink/fe-kit/keyboard';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useText } from '@interlink/fe-kit/texts';
import { EMPTY_APPLICANT, toStartJourney, type ApplicantFields, type SearchFields } from '../applicant-form.js';
import { DESK_STEPS } from '../journey.js';
import { deskPath } from '../names.js';
import { leavePage, loadProgrammes, startJourney } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';
import { ActProblem } from './ActProblem.js';
import { ApplicantForm } from './ApplicantForm.js';
import { EMPTY_SEARCH, FindApplicant, type Candidate } from './FindApplicant.js';

/** Finds or creates the applicant. What is typed lives in this page only, until the journey lives on the server. */
export function StartDesk() {
  const dispatch = useDispatch();
  const history = useHistory();
  const { text, language } = useText(texts);
  const keyOf = useIntentKey();
  const programmes = useEnrolment((state) => state.programmes);
  const started = useEnrolment((state) => state.start);
  const [applicant, setApplicant] = useState<ApplicantFields>();
  const [searched, setSearched] = useState(EMPTY_SEARCH);
  useEffect(() => {
    dispatch(loadProgrammes.ask(undefined));
    return () => void dispatch(leavePage());
  }, [dispatch]);
  const journeyId = started.value?.id;
  useEffect(() => {
    if (journeyId !== undefined) history.push(deskPath(journeyId));
  }, [history, journeyId]);
  const start = (fields: ApplicantFields) => {
    const body = toStartJourney(fields);
    dispatch(startJourney.ask({ body, key: keyOf(body) }));
  };
  const choose = (candidate: Candidate | undefined, by: SearchFields) => {
    setSearched(by);
    const only = programmes.value?.length === 1 ? programmes.value[0]?.code : undefined;
    setApplicant({ ...toApplicant(candidate, by), language, programme: only ?? '' });
  };
  const identify = (
    <>
      {!applicant && <FindApplicant initial={searched} onChosen={choose} />}
      {applicant && programmes.status === 'loading' && <ProgressLine label={text('desk.loading')} />}
      {programmes.problem && (
        <ErrorState problem={programmes.problem} onRetry={() => dispatch(loadProgrammes.ask(undefined))} />
      )}
      {applicant && programmes.value && (
        <ApplicantForm
          initial={applicant}
          programmes={programmes.value}
          isBusy={started.status === 'loading'}
          onSubmit={start}
          onBack={() => {
            setApplicant(undefined);
            leadOn();
          }}
        />
      )}
      {started.status === 'loading' && <ProgressLine label={text('desk.starting')} />}
      <ActProblem of={started} />
    </>
  );
  const steps = DESK_STEPS.map((name) =>
    name === 'identify'
      ? ({ id: name, title: text(`step.${name}`), status: 'running', content: identify } as const)
      : ({ id: name, title: text(`step.${name}`), status: 'waiting' } as const),
  );
  return <Stepper label={text('desk.steps')} steps={steps} current="identify" />;
}

/** What is known already need not be typed again. A masked identifier is no identifier. */
function toApplicant(candidate: Candidate | undefined, searched: SearchFields): ApplicantFields {
  const typed = {
    ...EMPTY_APPLICANT,
    nationalId: searched.nationalId,
    birthDate: searched.birthDate,
    mobile: searched.mobile,
  };
  if (!candidate) {
    const [surname = '', ...given] = searched.name.trim().split(/\s+/).reverse();
    return { ...typed, surname, givenName: given.reverse().join(' ') };
  }
  const { date, precision } = candidate.birthDate;
  return {
    ...typed,
    givenName: candidate.givenName,
    surname: candidate.surname,
    birthDate: date.slice(0, { year: 4, month: 7, day: 10 }[precision]),
    villageId: candidate.locationId ?? '',
    villageName: candidate.locationName ?? '',
    individualId: candidate.individualId,
  };
}
