import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import { ListIcon } from '@interlink/fe-kit/ui/icons';
import { paymentsApi } from './api.js';
import { OpenWorkBlock } from './components/OpenWorkBlock.js';
import { PayrollTabLabel, PayrollTabPanel } from './components/PayrollTab.js';
import { PersonTabLabel, PersonTabPanel } from './components/PersonTab.js';
import { ANY_RIGHT, MODULE, OWNER, RIGHT_APPROVE, RIGHT_READ, ROUTES } from './names.js';
import { ApprovePage } from './pages/ApprovePage.js';
import { ApproversPage } from './pages/ApproversPage.js';
import { BatchesPage } from './pages/BatchesPage.js';
import { BatchPage } from './pages/BatchPage.js';
import { BooksPage } from './pages/BooksPage.js';
import { ChannelsPage } from './pages/ChannelsPage.js';
import { DashboardPage } from './pages/DashboardPage.js';
import { DecisionsPage } from './pages/DecisionsPage.js';
import { PayPointPage } from './pages/PayPointPage.js';
import { ExceptionsPage, FailedPage } from './pages/QueuePage.js';
import { SamplePage } from './pages/SamplePage.js';
import { rootSaga } from './sagas/root.js';
import { paymentsReducer } from './store/reducer.js';
import { texts } from './texts.js';

const route = routesOf(MODULE);

const READ = [RIGHT_READ];
const entry = (id: keyof typeof ROUTES) =>
  menuEntry(`${MODULE}.${id}`, ROUTES[id], READ, <ListIcon />, <MenuText texts={texts} id={`menu.${id}`} />);

/** Everything that this module adds to openIMIS. */
export function contributions(api = paymentsApi(createApiClient())) {
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: paymentsReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [{ key: `${MODULE}.route.batches`, ref: ROUTES.batches }],
    'core.Router': [
      route('dashboard', ROUTES.dashboard, ANY_RIGHT, DashboardPage),
      route('batches', ROUTES.batches, ANY_RIGHT, BatchesPage),
      route('batch', `${ROUTES.batches}/:id`, ANY_RIGHT, BatchPage),
      route('approve', `${ROUTES.batches}/:id/approve`, [RIGHT_APPROVE], ApprovePage),
      route('payPoint', `${ROUTES.batches}/:id/pay-point`, ANY_RIGHT, PayPointPage),
      route('sample', `${ROUTES.batches}/:id/sample`, [RIGHT_APPROVE], SamplePage),
      route('failed', ROUTES.failed, ANY_RIGHT, FailedPage),
      route('exceptions', ROUTES.exceptions, ANY_RIGHT, ExceptionsPage),
      route('decisions', ROUTES.decisions, ANY_RIGHT, DecisionsPage),
      route('books', ROUTES.books, ANY_RIGHT, BooksPage),
      route('approvers', ROUTES.approvers, ANY_RIGHT, ApproversPage),
      route('channels', ROUTES.channels, ANY_RIGHT, ChannelsPage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [
      entry('dashboard'),
      entry('batches'),
      entry('failed'),
      entry('exceptions'),
      entry('decisions'),
      entry('books'),
      entry('approvers'),
      entry('channels'),
    ],
    'individual.TabPanel.label': [PersonTabLabel],
    'individual.TabPanel.panel': [PersonTabPanel],
    'payroll.TabPanel.label': [PayrollTabLabel],
    'payroll.TabPanel.panel': [PayrollTabPanel],
    'home.HomePage.Blocks': [OpenWorkBlock],
  };
}
