import { useCallback } from 'react';
import { useText } from '@interlink/fe-kit/texts';
import { useRegistry } from '../store/reducer.js';
import { texts } from '../texts.js';

/** Sources that every deployment has: named in the language of who reads. */
const NAMES = new Map([
  ['openimis', 'source.openimis'],
  ['social-registry', 'source.socialRegistry'],
]);

export type NameOfSource = (code: string) => string;

/** By its name in `interlink.json`; by its code as long as that is not there. */
export function useSourceName(): NameOfSource {
  const { text } = useText(texts);
  const names = useRegistry((state) => state.sourceNames.value);
  return useCallback(
    (code) => {
      const id = NAMES.get(code);
      return id === undefined ? (names?.find((one) => one.code === code)?.name ?? code) : text(id);
    },
    [names, text],
  );
}

export function SourceName({ code }: { readonly code: string }) {
  return <bdi>{useSourceName()(code)}</bdi>;
}

/** Several, each once. */
export function SourceNames({ codes }: { readonly codes: readonly string[] }) {
  return (
    <>
      {[...new Set(codes)].map((code, index) => (
        <span key={code}>
          {index > 0 && ', '}
          <SourceName code={code} />
        </span>
      ))}
    </>
  );
}
