import type { ComponentProps } from 'react';
import { Loaded as KitLoaded, Pages as KitPages } from '@interlink/fe-kit/components/Loaded';
import { ReasonOf } from './ReasonOf.js';

/** Waiting, refused with its reason, or there. */
export const Loaded = <R,>(props: ComponentProps<typeof KitLoaded<R>>) => (
  <KitLoaded {...props} refusal={<ReasonOf problem={props.of.problem} />} />
);

/** A list of which more can be asked. */
export const Pages = <T,>(props: ComponentProps<typeof KitPages<T>>) => (
  <KitPages {...props} refusal={<ReasonOf problem={props.of.problem} />} />
);
