import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { OpenWork } from '@interlink/contracts/enrolment/journey';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { ProgressLine } from '@interlink/fe-kit/components/ProgressLine';
import { useDirection } from '@interlink/fe-kit/direction';
import { useHostRights, useIsSignedIn } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { ANY_RIGHT, deskPath, RIGHT_CREATE, ROUTE_JOURNEYS } from '../names.js';
import { loadOpenWork } from '../store/requests.js';
import { useEnrolment } from '../store/reducer.js';
import { texts } from '../texts.js';

type Kind = OpenWork['items'][number]['kind'];

/** `home.HomePage.Blocks` of openIMIS: what waits for the one who is signed in. */
export function OpenWorkBlock() {
  const rights = useHostRights();
  const isSignedIn = useIsSignedIn();
  if (!isSignedIn || !ANY_RIGHT.some((right) => rights.includes(right))) return null;
  return <Block mayCreate={rights.includes(RIGHT_CREATE)} />;
}

function Block({ mayCreate }: { readonly mayCreate: boolean }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const { status, value, problem } = useEnrolment((state) => state.openWork);
  useEffect(() => void dispatch(loadOpenWork.ask(undefined)), [dispatch]);
  const open = value?.items.filter(({ count }) => count > 0) ?? [];
  return (
    <Paper component="section" className={layout.block} dir={dir} lang={lang} aria-label={text('home.title')}>
      <Typography component="h2" variant="h6">
        {text('home.title')}
      </Typography>
      {status === 'loading' && !value && <ProgressLine label={text('desk.loading')} />}
      {problem && <ErrorState problem={problem} onRetry={() => dispatch(loadOpenWork.ask(undefined))} />}
      {value && open.length === 0 && <Typography>{text('home.nothing')}</Typography>}
      {open.length > 0 && (
        <ul className={layout.bare}>
          {open.map(({ kind, count }) => (
            <li key={kind}>
              <Link to={listPath(kind)}>{text(`home.${kind}`, { count })}</Link>
            </li>
          ))}
        </ul>
      )}
      {mayCreate && <Link to={deskPath()}>{text('list.new')}</Link>}
    </Paper>
  );
}

/** The list reads its filter from the address. */
const listPath = (kind: Kind) => `/${ROUTE_JOURNEYS}?state=${kind}`;
