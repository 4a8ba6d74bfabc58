import { createTheme, type Theme } from '@material-ui/core/styles';

const INK = '#16313d';
const PRIMARY = '#0b4f6c';
const SOFT = '#e6f0f4';
const WHITE = '#ffffff';
const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Liberation Sans", sans-serif';

const row = { color: INK };
const highlight = { backgroundColor: SOFT, color: INK };
const alternate = { backgroundColor: '#f4f8fa', color: INK };
const locked = { backgroundColor: '#eceff1', color: '#55666e' };

const paper = {
  paper: { margin: 10, backgroundColor: WHITE },
  paperHeader: { backgroundColor: SOFT, color: INK },
  header: { color: INK, backgroundColor: SOFT },
  title: { padding: 10, fontSize: 20, color: INK, backgroundColor: SOFT },
  action: { padding: 5 },
  divider: { padding: 0, margin: 0 },
  body: { marginTop: 10, backgroundColor: WHITE },
  item: { padding: 10 },
  message: { padding: 10 },
  button: { margin: 5 },
  classes: {},
};

const table = {
  title: { padding: 10, fontWeight: 600, color: INK, backgroundColor: SOFT },
  header: { fontWeight: 600, color: INK },
  headerAction: { padding: 5 },
  container: { overflowX: 'auto' },
  row,
  cell: { padding: 5 },
  lockedRow: locked,
  lockedCell: locked,
  highlightedRow: highlight,
  highlightedCell: highlight,
  highlightedAltRow: alternate,
  highlightedAltCell: alternate,
  secondaryHighlightedRow: alternate,
  secondaryHighlightedCell: alternate,
  disabledRow: { ...locked, textDecoration: 'line-through' },
  disabledCell: { ...locked, textDecoration: 'line-through' },
  footer: { color: INK, backgroundColor: SOFT },
  pager: { color: INK },
};

const dialog = {
  title: { fontWeight: 600, color: INK, backgroundColor: SOFT },
  content: { padding: 0 },
  primaryButton: { backgroundColor: PRIMARY, color: WHITE, fontWeight: 600, '&:hover': { backgroundColor: INK } },
  secondaryButton: { color: PRIMARY },
};

const journal = {
  iconSize: 24,
  open: { width: 400 },
  close: { width: 80 },
  width: 400,
  item: { paddingLeft: 20 },
  itemDetail: { marginLeft: 8, padding: 4 },
  itemDetailText: { fontSize: '0.8rem' },
};

/** The keys are fe-core's: it reads every one of them, and a missing one is a blank page. */
const hostKeys = {
  paper,
  table,
  dialog,
  jrnlDrawer: journal,
  page: { padding: 10, locked: { backgroundColor: '#f1f3f4', paddingBottom: 10 } },
  form: { spacing: 10 },
  formTable: { table: { color: INK }, actions: { color: INK }, header: { color: INK, textAlign: 'center' } },
  menu: {
    variant: 'AppBar',
    drawer: { width: 300, fontSize: 16, fontWeight: 500, backgroundColor: WHITE, textColor: WHITE },
    appBar: { fontSize: 14 },
  },
  fab: { position: 'fixed', bottom: 20, right: 8, zIndex: 2000 },
  fakeInput: {},
  tooltipContainer: { position: 'fixed', bottom: 15, right: 8, zIndex: 2000 },
  flexTooltip: { marginBottom: 5 },
  bigAvatar: { width: 160, height: 160 },
  buttonContainer: { horizontal: { display: 'flex', flexWrap: 'nowrap', justifyContent: 'flex-end' } },
};

const typography = {
  fontFamily: FONTS,
  fontSize: 13,
  title: { fontSize: 18, fontWeight: 400 },
  label: { color: '#4a6672', fontSize: 12 },
};

/** Material-UI's theme plus the keys that fe-core adds to it. */
export function createHostTheme(direction: 'ltr' | 'rtl'): Theme {
  return createTheme({
    direction,
    typography,
    palette: {
      primary: { main: PRIMARY },
      secondary: { main: WHITE, second: SOFT },
      error: { main: '#b3261e' },
      background: { default: '#f2f6f8' },
      text: { primary: INK, secondary: '#4a6672', second: WHITE, error: '#b3261e' },
    },
    overrides: {
      MuiTableRow: { root: { '&$selected': { backgroundColor: SOFT } } },
      // Six menus stay on one row of a screen 1280 pixels wide.
      MuiToolbar: { gutters: { '@media (min-width:600px)': { paddingLeft: 8, paddingRight: 8 } } },
    },
    ...hostKeys,
  } as Parameters<typeof createTheme>[0]);
}
