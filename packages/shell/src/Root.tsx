import MomentUtils from '@date-io/moment';
import { createGenerateClassName, jssPreset, StylesProvider, ThemeProvider } from '@material-ui/core/styles';
import { MuiPickersUtilsProvider } from '@material-ui/pickers';
import { App } from '@openimis/fe-core';
import { create } from 'jss';
import rtl from 'jss-rtl';
import { useMemo } from 'react';
import logo from './assets/logo.svg';
import { useLanguage } from './language.js';
import { directionOf, localesManager } from './locales.js';
import { createHostTheme } from './theme.js';

const generateClassName = createGenerateClassName();
const styles = { ltr: create(jssPreset()), rtl: create({ plugins: [...jssPreset().plugins, rtl()] }) };

interface Props {
  readonly messages: Record<string, string>;
}

/** fe-core's App in our theme, mirrored for a user whose language is written from right to left. */
export function Root({ messages }: Props) {
  const direction = directionOf(useLanguage());
  const theme = useMemo(() => createHostTheme(direction), [direction]);
  const sheetsManager = useMemo(() => ({ direction, sheets: new Map() }), [direction]);
  return (
    // Styles that are already in the page do not turn round, so the page is built anew.
    <StylesProvider
      key={direction}
      jss={styles[direction]}
      generateClassName={generateClassName}
      sheetsManager={sheetsManager.sheets}
    >
      <ThemeProvider theme={theme}>
        <MuiPickersUtilsProvider utils={MomentUtils}>
          <App basename="/front" localesManager={localesManager} messages={messages} logo={logo} disableTextLogo />
        </MuiPickersUtilsProvider>
      </ThemeProvider>
    </StylesProvider>
  );
}
