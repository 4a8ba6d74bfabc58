import type { ComponentType } from 'react';
import { useDirection } from '../direction.js';
import { useText, type Texts } from '../texts.js';
import { Tab } from '../ui/material.js';
import { useLayout } from './layout.js';

/** What openIMIS gives a tab of one of its pages, beside the record that the page is about. */
export interface TabHost {
  readonly rights?: readonly number[];
}
export interface TabLabelProps extends TabHost {
  readonly onChange: (event: unknown, value: string) => void;
  readonly tabStyle: (value: string) => string;
  readonly isSelected: (value: string) => boolean;
}
export type TabPanelProps<H> = H & TabHost & { readonly value?: string };

interface TabOf<H, P> {
  /** Names the tab in the host's page. */
  readonly tab: string;
  readonly right: number;
  readonly texts: Texts;
  /** Key of its title. */
  readonly title: string;
  /** What the content needs of the host's record; undefined as long as the host has none. */
  readonly propsOf: (host: H & TabHost) => P | undefined;
  readonly Content: ComponentType<P>;
}

/**
 * A tab that we contribute to a page of openIMIS: label and panel. It is there for who holds the right, and its content
 * only when it is the one that is open: each look at a person is written down.
 */
export function hostTab<H extends object, P extends object>({
  tab,
  right,
  texts,
  title,
  propsOf,
  Content,
}: TabOf<H, P>) {
  function Label({ onChange, tabStyle, isSelected, rights = [] }: H & TabLabelProps) {
    const { text } = useText(texts);
    if (!rights.includes(right)) return null;
    return (
      <Tab onChange={onChange} className={tabStyle(tab)} selected={isSelected(tab)} value={tab} label={text(title)} />
    );
  }
  function Panel(host: TabPanelProps<H>) {
    const { dir, lang } = useDirection();
    const { text } = useText(texts);
    const layout = useLayout();
    const { value, rights = [] } = host;
    const props = value === tab && rights.includes(right) ? propsOf(host) : undefined;
    if (props === undefined) return null;
    return (
      <section className={layout.panel} dir={dir} lang={lang} aria-label={text(title)}>
        <Content {...props} />
      </section>
    );
  }
  return { Label, Panel };
}

/** The record of an openIMIS page by whichever of its ids the page has. */
export interface HostRecord {
  readonly id?: string;
  readonly uuid?: string;
}
export const idOf = (record: HostRecord | undefined): string | undefined => record?.uuid ?? record?.id;
