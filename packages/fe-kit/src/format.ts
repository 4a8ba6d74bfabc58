import { useContext, useMemo } from 'react';
import { IntlContext, type IntlShape } from 'react-intl';
import { formatDateFromISO, formatDateTimeFromISO, useModulesManager } from '@openimis/fe-core';
import type { BirthDate } from '@interlink/contracts/enrolment/states';
import { useDirection } from './direction.js';
import { kitTexts } from './kit-texts.js';
import { useText } from './texts.js';

/** Dates by the host's format and second calendar, numbers by its separators. */
export interface Format {
  readonly date: (iso: string) => string;
  readonly dateTime: (iso: string) => string;
  /** Says so when only the month or the year is known. */
  readonly birthDate: (birthDate: BirthDate) => string;
  readonly duration: (ms: number) => string;
  /** With at most that many decimals, one unless said. */
  readonly number: (value: number, decimals?: number) => string;
  /** A part of one as a hundredth of it, with at most that many decimals, none unless said. */
  readonly percent: (part: number, decimals?: number) => string;
}

/** Kept as one from left to right: among Arabic words the parts of a date would change places. */
const isolated = (written: string) => `\u2066${written}\u2069`;

/** Shorter than this, a rounded number would read as nothing. */
const SHORTEST_MS = 100;

export function useFormat(): Format {
  const modules = useModulesManager();
  // The host's formatters take it and do not use it; its provider is always there.
  const intl = useContext(IntlContext) as IntlShape;
  const { text, language } = useText(kitTexts);
  const { dir } = useDirection();
  return useMemo(() => {
    const locale = modules.getConf<string>('fe-core', 'thousandSeparator', language);
    const number = (value: number, decimals = 1) =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: decimals }).format(value);
    const written = dir === 'rtl' ? isolated : (plain: string) => plain;
    const date = (iso: string) => written(formatDateFromISO(modules, intl, iso));
    return {
      date,
      dateTime: (iso) => written(formatDateTimeFromISO(modules, intl, iso)),
      birthDate: ({ date: full, precision }) => {
        if (precision === 'day') return date(full);
        return text(`precision.${precision}`, { date: written(full.slice(0, precision === 'year' ? 4 : 7)) });
      },
      duration: (ms) => {
        if (ms > 0 && ms < SHORTEST_MS) return text('duration.instant', { seconds: number(SHORTEST_MS / 1000) });
        // What would round up to sixty seconds is a minute.
        if (Math.round(ms / 100) < 600) return text('duration.seconds', { seconds: number(ms / 1000) });
        const seconds = Math.round(ms / 1000);
        return text('duration.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
      },
      number,
      percent: (part, decimals = 0) =>
        new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: decimals }).format(part),
    };
  }, [modules, intl, text, language, dir]);
}
