import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import { AssignmentIcon, ListIcon } from '@interlink/fe-kit/ui/icons';
import { enrolmentApi } from './api.js';
import { IndividualTabLabel, IndividualTabPanel } from './components/IndividualTab.js';
import { OpenWorkBlock } from './components/OpenWorkBlock.js';
import {
  ANY_RIGHT,
  MODULE,
  OWNER,
  RIGHT_APPROVE,
  RIGHT_CREATE,
  ROUTE_DESK,
  ROUTE_IDENTITY,
  ROUTE_JOURNEYS,
} from './names.js';
import { ApprovePage } from './pages/ApprovePage.js';
import { DeskPage } from './pages/DeskPage.js';
import { IdentityReturnPage } from './pages/IdentityReturnPage.js';
import { JourneyPage } from './pages/JourneyPage.js';
import { JourneysPage } from './pages/JourneysPage.js';
import { SlipPage } from './pages/SlipPage.js';
import { rootSaga } from './sagas/root.js';
import { enrolmentReducer } from './store/reducer.js';
import { texts } from './texts.js';

const route = routesOf(MODULE);

/** Everything that this module adds to openIMIS. */
export function contributions(api = enrolmentApi(createApiClient())) {
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: enrolmentReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [
      { key: `${MODULE}.route.desk`, ref: ROUTE_DESK },
      { key: `${MODULE}.route.journeys`, ref: ROUTE_JOURNEYS },
    ],
    'core.Router': [
      route('desk', ROUTE_DESK, [RIGHT_CREATE], DeskPage),
      route('deskJourney', `${ROUTE_DESK}/:id`, [RIGHT_CREATE], DeskPage),
      route('identity', ROUTE_IDENTITY, [RIGHT_CREATE], IdentityReturnPage),
      route('journeys', ROUTE_JOURNEYS, ANY_RIGHT, JourneysPage),
      route('journey', `${ROUTE_JOURNEYS}/:id`, ANY_RIGHT, JourneyPage),
      route('slip', `${ROUTE_JOURNEYS}/:id/slip`, ANY_RIGHT, SlipPage),
      route('approve', `${ROUTE_JOURNEYS}/:id/approve`, [RIGHT_APPROVE], ApprovePage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [
      menuEntry(
        `${MODULE}.desk`,
        ROUTE_DESK,
        [RIGHT_CREATE],
        <AssignmentIcon />,
        <MenuText texts={texts} id="menu.desk" />,
      ),
      menuEntry(
        `${MODULE}.journeys`,
        ROUTE_JOURNEYS,
        ANY_RIGHT,
        <ListIcon />,
        <MenuText texts={texts} id="menu.journeys" />,
      ),
    ],
    'individual.TabPanel.label': [IndividualTabLabel],
    'individual.TabPanel.panel': [IndividualTabPanel],
    'home.HomePage.Blocks': [OpenWorkBlock],
  };
}
