import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { Link } from '@openimis/fe-core';
import type { PaymentsOpenWork } from '@interlink/contracts/payments/approvers';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { useDirection } from '@interlink/fe-kit/direction';
import { useHostRights, useIsSignedIn } from '@interlink/fe-kit/rights';
import { useText } from '@interlink/fe-kit/texts';
import { Paper, Typography } from '@interlink/fe-kit/ui/material';
import { ANY_RIGHT, pathTo } from '../names.js';
import { loadOpenWork } from '../store/requests.js';
import { usePayments } from '../store/reducer.js';
import { texts } from '../texts.js';
import { Loaded } from './Loaded.js';

type Kind = PaymentsOpenWork['items'][number]['kind'];

const TARGETS: Readonly<Record<Kind, string>> = {
  'batch-to-approve': `${pathTo('batches')}?state=VALIDATED`,
  'credential-to-judge': pathTo('approvers'),
  'decision-to-confirm': pathTo('decisions'),
  exception: pathTo('exceptions'),
  'failed-line': pathTo('failed'),
  incident: pathTo('exceptions'),
  suspense: pathTo('books'),
};

/** `home.HomePage.Blocks` of openIMIS: which money waits for the one who is signed in. */
export function OpenWorkBlock() {
  const rights = useHostRights();
  const isSignedIn = useIsSignedIn();
  if (!isSignedIn || !ANY_RIGHT.some((right) => rights.includes(right))) return null;
  return <Block />;
}

function Block() {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { dir, lang } = useDirection();
  const { text } = useText(texts);
  const work = usePayments((state) => state.openWork);
  useEffect(() => void dispatch(loadOpenWork.ask(undefined)), [dispatch]);
  const open = work.value?.items.filter(({ count }) => count > 0) ?? [];
  return (
    <Paper component="section" className={layout.block} dir={dir} lang={lang} aria-label={text('home.title')}>
      <Typography component="h2" variant="h6">
        {text('home.title')}
      </Typography>
      <Loaded of={work}>{() => (open.length === 0 ? <Typography>{text('home.nothing')}</Typography> : null)}</Loaded>
      {open.map(({ kind, count }) => (
        <Typography key={kind}>
          <Link to={TARGETS[kind]}>{text(`home.${kind}`, { count })}</Link>
        </Typography>
      ))}
    </Paper>
  );
}
