import type { ReactNode } from 'react';
import { kitTexts } from '../kit-texts.js';
import type { RequestState } from '../store/request.js';
import { useText } from '../texts.js';
import { Button } from '../ui/material.js';
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
  readonly of: RequestState<{ readonly items: readonly T[]; readonly next?: string }>;
  readonly empty: string;
  /** Without a cursor: the first page. */
  readonly load: (cursor?: string) => void;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list of which more can be asked. */
export function Pages<T>({ of, empty, load, children }: PagesProps<T>) {
  const { text } = useText(kitTexts);
  return (
    <Loaded of={of} onRetry={() => load()}>
      {({ items, next }) => (
        <>
          {items.length > 0 ? children(items) : <EmptyState title={empty} />}
          {next !== undefined && (
            <Button variant="outlined" disabled={of.status === 'loading'} onClick={() => load(next)}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}
