import { useCallback, useEffect, useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import type { ErasurePreview } from '@interlink/contracts/registry/erasure';
import type { Purpose } from '@interlink/contracts/registry/scope';
import { Acted } from '@interlink/fe-kit/components/Acted';
import { Facts } from '@interlink/fe-kit/components/Facts';
import { Loaded } from '@interlink/fe-kit/components/Loaded';
import { useFormat } from '@interlink/fe-kit/format';
import type { RequestState } from '@interlink/fe-kit/store/request';
import { ofSubject, withId } from '@interlink/fe-kit/store/subject';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Typography } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useRegistry } from '../store/reducer.js';
import { askErasure, exportPerson, previewErasure, setLegalHold } from '../store/requests.js';
import { texts } from '../texts.js';
import { useLayout } from './layout.js';
import { ReasonedAct } from './ReasonedAct.js';
import { useSourceName } from './SourceName.js';

interface PrivacyProps {
  readonly personId: string;
  readonly purpose: Purpose;
}

/** S15: to be forgotten, to be kept, to be told: each asked for here, an erasure confirmed by somebody else. */
export function Privacy({ personId, purpose }: PrivacyProps) {
  const dispatch = useDispatch();
  const { text } = useText(texts);
  const isOfThis = withId(personId);
  const preview = ofSubject(
    useRegistry((state) => state.erasurePreview),
    isOfThis,
  );
  const asked = ofSubject(
    useRegistry((state) => state.askErasure),
    isOfThis,
  );
  const hold = ofSubject(
    useRegistry((state) => state.legalHold),
    isOfThis,
  );
  const isBusy = useRegistry((state) => [state.askErasure, state.legalHold].some(({ status }) => status === 'loading'));
  const isHeld = (hold.asked as Parameters<typeof setLegalHold.ask>[0] | undefined)?.body.holds === true;
  const keyOf = useIntentKey();
  const done = useActsDone(hold.status, asked.status);
  const load = useCallback(
    () => void dispatch(previewErasure.ask({ id: personId, purpose })),
    [dispatch, personId, purpose],
  );
  useEffect(load, [load, done]);
  const act = (name: string, reason: string) => {
    const body = { purpose, reason };
    if (name === 'ask') dispatch(askErasure.ask({ id: personId, body, key: keyOf(['erase', personId, reason]) }));
    else dispatch(setLegalHold.ask({ id: personId, body: { ...body, holds: name === 'keep' } }));
  };
  return (
    <>
      <Loaded of={preview} onRetry={load}>
        {(value) => (
          <>
            <DryRun preview={value} />
            {/* The reason of one act is none of the next. */}
            <ReasonedAct
              key={done}
              label={text('privacy.title')}
              acts={actsOf(value, text)}
              isBusy={isBusy}
              onAct={act}
            />
          </>
        )}
      </Loaded>
      <Acted of={asked} actions={askErasure} onReadAgain={load}>
        {() => <Typography role="status">{text('privacy.asked')}</Typography>}
      </Acted>
      <Acted of={hold} actions={setLegalHold} onReadAgain={load}>
        {() => <Typography role="status">{text(isHeld ? 'privacy.heldNow' : 'privacy.releasedNow')}</Typography>}
      </Acted>
      <Export personId={personId} purpose={purpose} />
    </>
  );
}

/** How many acts were done here, each of which changes what there is to see. */
function useActsDone(...statuses: readonly RequestState<unknown>['status'][]): number {
  const [done, setDone] = useState(0);
  const now = statuses.map((status) => (status === 'done' ? status : '')).join();
  const before = useRef(now);
  useEffect(() => {
    const isMore = now.length > before.current.length;
    before.current = now;
    if (isMore) setDone((count) => count + 1);
  }, [now]);
  return done;
}

function actsOf(preview: ErasurePreview, text: (id: string) => string) {
  const { legalHold, activeEnrolment, journeysOpen, paymentsOpen } = preview;
  const isNeeded = legalHold || activeEnrolment || journeysOpen > 0 || paymentsOpen > 0;
  return [
    ...(isNeeded ? [] : [{ id: 'ask', label: text('privacy.ask') }]),
    legalHold ? { id: 'release', label: text('privacy.release') } : { id: 'keep', label: text('privacy.keep') },
  ];
}

function DryRun({ preview }: { readonly preview: ErasurePreview }) {
  const { text } = useText(texts);
  const { number } = useFormat();
  const nameOf = useSourceName();
  const { statements, sources, enrolments, payments, householdsAlone, legalHold, activeEnrolment, remainsIn } = preview;
  const namesOf = (codes: readonly string[]) => codes.map(nameOf).join(', ');
  const { journeys, journeysOpen, verifications, paymentsKept, paymentsOpen } = preview;
  return (
    <>
      <Typography component="h3">{text('privacy.dryRun')}</Typography>
      <Facts
        facts={[
          [text('privacy.statements'), number(statements)],
          [text('privacy.sources'), namesOf(sources)],
          [text('privacy.enrolments'), number(enrolments)],
          [text('privacy.payments'), number(payments)],
          [text('privacy.households'), number(householdsAlone)],
          [text('privacy.journeys'), number(journeys)],
          [text('privacy.verifications'), number(verifications)],
          [text('privacy.hold'), text(legalHold ? 'privacy.yes' : 'privacy.no')],
          [text('privacy.remains'), namesOf(remainsIn)],
          [text('privacy.paymentsKept'), number(paymentsKept)],
        ]}
      />
      {activeEnrolment && <Typography>{text('privacy.inProgramme')}</Typography>}
      {journeysOpen > 0 && <Typography>{text('privacy.journeysOpen')}</Typography>}
      {paymentsOpen > 0 && <Typography>{text('privacy.paymentsOpen')}</Typography>}
      {legalHold && <Typography>{text('privacy.held')}</Typography>}
      <Typography variant="body2">{text('privacy.never')}</Typography>
    </>
  );
}

/** It is made when it is asked for, handed to the browser, and kept nowhere. */
function Export({ personId, purpose }: PrivacyProps) {
  const dispatch = useDispatch();
  const layout = useLayout();
  const { text } = useText(texts);
  const exporting = useRegistry((state) => state.exported);
  const exported = ofSubject(exporting, withId(personId));
  const isBusy = exporting.status === 'loading';
  return (
    <div className={layout.row}>
      <Button
        variant="outlined"
        disabled={isBusy}
        onClick={() => dispatch(exportPerson.ask({ id: personId, purpose }))}
      >
        {text('privacy.export')}
      </Button>
      <Acted of={exported} actions={exportPerson}>
        {(value) =>
          value.personId === personId && (
            <span role="status">
              <a
                href={`data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(value, null, 2))}`}
                download="export.json"
              >
                {text('privacy.download')}
              </a>
            </span>
          )
        }
      </Acted>
      <Typography variant="body2">{text('privacy.exportHelp')}</Typography>
    </div>
  );
}
