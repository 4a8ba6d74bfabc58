import { createContext, type ReactNode } from 'react';
import { Page as KitPage } from '@interlink/fe-kit/components/Page';

/** Reads anew what is shown: the way out of an act on what somebody else has changed meanwhile. */
export const ReadAgain = createContext<(() => void) | undefined>(undefined);

interface PageProps {
  readonly title: string;
  readonly readAgain: () => void;
  readonly children: ReactNode;
}

/** A page on which something can be done. */
export const Page = ({ title, readAgain, children }: PageProps) => (
  <KitPage title={title}>
    <ReadAgain.Provider value={readAgain}>{children}</ReadAgain.Provider>
  </KitPage>
);
