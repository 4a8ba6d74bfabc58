import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import {
  BarChartIcon,
  ConflictIcon,
  RuleIcon,
  SearchIcon,
  SyncIcon,
  VerifiedUserIcon,
} from '@interlink/fe-kit/ui/icons';
import { registryApi } from './api.js';
import { individualTasks } from './components/IndividualTasks.js';
import { IndividualTabLabel, IndividualTabPanel } from './components/IndividualTab.js';
import {
  MODULE,
  OWNER,
  RIGHT_ERASE,
  RIGHT_OPERATE,
  RIGHT_READ,
  ROUTE_CONFLICTS,
  ROUTE_ERASURES,
  ROUTE_HOUSEHOLDS,
  ROUTE_PEOPLE,
  ROUTE_QUALITY,
  ROUTE_SOURCES,
  ROUTE_STATISTICS,
} from './names.js';
import { ConflictsPage } from './pages/ConflictsPage.js';
import { ErasuresPage } from './pages/ErasuresPage.js';
import { HouseholdPage } from './pages/HouseholdPage.js';
import { PersonPage } from './pages/PersonPage.js';
import { QualityPage } from './pages/QualityPage.js';
import { SearchPage } from './pages/SearchPage.js';
import { SourcesPage } from './pages/SourcesPage.js';
import { StatisticsPage } from './pages/StatisticsPage.js';
import { rootSaga } from './sagas/root.js';
import { registryReducer } from './store/reducer.js';
import { texts } from './texts.js';

const READERS = [RIGHT_READ];
const OPERATORS = [RIGHT_OPERATE];
const ERASERS = [RIGHT_ERASE];

const route = routesOf(MODULE);

/** Everything that this module adds to openIMIS. */
export function contributions(api = registryApi(createApiClient())) {
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: registryReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [
      { key: `${MODULE}.route.conflicts`, ref: ROUTE_CONFLICTS },
      { key: `${MODULE}.route.people`, ref: ROUTE_PEOPLE },
      { key: `${MODULE}.route.quality`, ref: ROUTE_QUALITY },
      { key: `${MODULE}.route.sources`, ref: ROUTE_SOURCES },
      { key: `${MODULE}.route.statistics`, ref: ROUTE_STATISTICS },
    ],
    'core.Router': [
      route('people', ROUTE_PEOPLE, READERS, SearchPage),
      route('person', `${ROUTE_PEOPLE}/:id`, READERS, PersonPage),
      route('household', `${ROUTE_HOUSEHOLDS}/:id`, READERS, HouseholdPage),
      route('conflicts', ROUTE_CONFLICTS, READERS, ConflictsPage),
      route('sources', ROUTE_SOURCES, OPERATORS, SourcesPage),
      route('erasures', ROUTE_ERASURES, ERASERS, ErasuresPage),
      route('quality', ROUTE_QUALITY, READERS, QualityPage),
      route('statistics', ROUTE_STATISTICS, READERS, StatisticsPage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [
      menuEntry(`${MODULE}.people`, ROUTE_PEOPLE, READERS, <SearchIcon />, <MenuText texts={texts} id="menu.people" />),
      menuEntry(
        `${MODULE}.conflicts`,
        ROUTE_CONFLICTS,
        READERS,
        <ConflictIcon />,
        <MenuText texts={texts} id="menu.conflicts" />,
      ),
      menuEntry(
        `${MODULE}.statistics`,
        ROUTE_STATISTICS,
        READERS,
        <BarChartIcon />,
        <MenuText texts={texts} id="menu.statistics" />,
      ),
      menuEntry(
        `${MODULE}.quality`,
        ROUTE_QUALITY,
        READERS,
        <RuleIcon />,
        <MenuText texts={texts} id="menu.quality" />,
      ),
      menuEntry(
        `${MODULE}.erasures`,
        ROUTE_ERASURES,
        ERASERS,
        <VerifiedUserIcon />,
        <MenuText texts={texts} id="menu.erasures" />,
      ),
      menuEntry(
        `${MODULE}.sources`,
        ROUTE_SOURCES,
        OPERATORS,
        <SyncIcon />,
        <MenuText texts={texts} id="menu.sources" />,
      ),
    ],
    'individual.TabPanel.label': [IndividualTabLabel],
    'individual.TabPanel.panel': [IndividualTabPanel],
    'tasksManagement.tasks': [individualTasks],
  };
}
