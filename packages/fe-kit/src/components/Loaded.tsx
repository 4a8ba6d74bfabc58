import { useRef, useState, type ReactNode } from 'react';
import { useSuccessor, useWayBack } from '../keyboard.js';
import { kitTexts } from '../kit-texts.js';
import type { RequestState } from '../store/request.js';
import { useText } from '../texts.js';
import { Button, Typography } from '../ui/material.js';
import { EmptyState } from './EmptyState.js';
import { ErrorState } from './ErrorState.js';
import { ProgressLine } from './ProgressLine.js';

interface LoadedProps<R> {
  readonly of: RequestState<R>;
  readonly onRetry?: (() => void) | undefined;
  readonly onReadAgain?: (() => void) | undefined;
  /** What more there is to say about a refusal. */
  readonly refusal?: ReactNode;
  readonly children: (value: R) => ReactNode;
}

/** Waiting, refused or there; what was there before stays while it is asked again. */
export function Loaded<R>({ of, onRetry, onReadAgain, refusal, children }: LoadedProps<R>) {
  const { text } = useText(kitTexts);
  const { status, value, problem } = of;
  return (
    <>
      {status === 'loading' && value === undefined && <ProgressLine label={text('loading')} />}
      {problem && (
        <ErrorState problem={problem} onRetry={onRetry} onReadAgain={onReadAgain}>
          {refusal}
        </ErrorState>
      )}
      {value !== undefined && children(value)}
    </>
  );
}

interface PagesProps<T> {
  readonly of: RequestState<{ readonly items: readonly T[]; readonly next?: string; readonly nextCursor?: string }>;
  readonly empty: string;
  readonly refusal?: ReactNode;
  /** Without a cursor: the first page. */
  readonly load: (cursor?: string) => void;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list of which more can be asked. */
export function Pages<T>({ of, empty, refusal, load, children }: PagesProps<T>) {
  const cursor = of.value?.next ?? of.value?.nextCursor;
  const isOfMore = cursor !== undefined && Object.values(of.asked ?? {}).includes(cursor);
  return (
    // What was read stays when only the next page was refused.
    <Loaded of={of} onRetry={() => load(isOfMore ? cursor : undefined)} refusal={refusal}>
      {({ items }) => (
        <>
          {items.length > 0 ? children(items) : <EmptyState title={empty} />}
          <More isBusy={of.status === 'loading'} onMore={cursor === undefined ? undefined : () => load(cursor)} />
        </>
      )}
    </Loaded>
  );
}

interface MoreProps {
  readonly isBusy: boolean;
  /** Undefined when there is no more. */
  readonly onMore: (() => void) | undefined;
}

/** The way to the next page; once it is used up with the keyboard on it, there is a word where it stood. */
export function More({ isBusy, onMore }: MoreProps) {
  const { text } = useText(kitTexts);
  const [isUsed, setUsed] = useState(false);
  useWayBack(isBusy ? 'loading' : 'done');
  if (onMore === undefined) return isUsed ? <NoMore /> : null;
  return (
    <Button
      variant="outlined"
      disabled={isBusy}
      onClick={() => {
        setUsed(true);
        onMore();
      }}
    >
      {text('more')}
    </Button>
  );
}

/** Stands where a button led to more, and takes the keyboard that was on it. */
export function NoMore() {
  const { text } = useText(kitTexts);
  const place = useRef<HTMLElement>(null);
  useSuccessor(place);
  return (
    <Typography ref={place} tabIndex={-1}>
      {text('noMore')}
    </Typography>
  );
}
