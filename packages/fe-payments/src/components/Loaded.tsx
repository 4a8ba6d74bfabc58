import type { ReactNode } from 'react';
import type { RequestState } from '@interlink/fe-kit/store/request';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { Loaded as KitLoaded } from '@interlink/fe-kit/components/Loaded';
import { useText } from '@interlink/fe-kit/texts';
import { Button } from '@interlink/fe-kit/ui/material';
import { texts } from '../texts.js';
import { ReasonOf } from './ReasonOf.js';

interface LoadedProps<R> {
  readonly of: RequestState<R>;
  readonly onRetry?: (() => void) | undefined;
  readonly children: (value: R) => ReactNode;
}

/** Waiting, refused with its reason, or there. */
export function Loaded<R>(props: LoadedProps<R>) {
  const { problem } = props.of;
  return <KitLoaded {...props} refusal={problem && <ReasonOf problem={problem} />} />;
}

interface PagesProps<T> {
  readonly of: RequestState<{ readonly items: readonly T[]; readonly nextCursor?: string }>;
  readonly empty: string;
  readonly load: (cursor?: string) => void;
  readonly children: (items: readonly T[]) => ReactNode;
}

/** A list of which more can be asked. */
export function Pages<T>({ of, empty, load, children }: PagesProps<T>) {
  const { text } = useText(texts);
  return (
    <Loaded of={of} onRetry={() => load()}>
      {({ items, nextCursor }) => (
        <>
          {items.length > 0 ? children(items) : <EmptyState title={empty} />}
          {nextCursor !== undefined && (
            <Button variant="outlined" disabled={of.status === 'loading'} onClick={() => load(nextCursor)}>
              {text('more')}
            </Button>
          )}
        </>
      )}
    </Loaded>
  );
}
