import { useEffect } from 'react';
import { EmptyState } from '@interlink/fe-kit/components/EmptyState';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../texts.js';

const LOOKS_AGAIN_MS = 15_000;

interface NobodyYetProps {
  readonly asOf: string | undefined;
  /** What there is to say of today, and of a day that has passed. */
  readonly yet: string;
  readonly then: string;
  readonly onLook: () => void;
}

/** Nobody was counted: of a day that has passed it stays so, today it may change, and the page looks again by itself. */
export function NobodyYet({ asOf, yet, then, onLook }: NobodyYetProps) {
  const { text } = useText(texts);
  const isToday = asOf === undefined;
  useEffect(() => {
    if (!isToday) return undefined;
    const looking = setInterval(onLook, LOOKS_AGAIN_MS);
    return () => clearInterval(looking);
  }, [isToday, onLook]);
  return <EmptyState title={text(isToday ? yet : then)} />;
}
