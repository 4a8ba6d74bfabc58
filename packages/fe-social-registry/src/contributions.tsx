import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import { AssignmentIcon, BarChartIcon, ListIcon, SyncIcon, UploadIcon } from '@interlink/fe-kit/ui/icons';
import { socialRegistryApi } from './api.js';
import {
  MODULE,
  OWNER,
  RIGHT_READ,
  ROUTE_ASSESSMENTS,
  ROUTE_CHANGES,
  ROUTE_HOUSEHOLDS,
  ROUTE_PUBLICATIONS,
  ROUTE_REGISTERED,
  ROUTE_UPLOADS,
} from './names.js';
import { AssessmentsPage } from './pages/AssessmentsPage.js';
import { ChangePage } from './pages/ChangePage.js';
import { ChangesPage } from './pages/ChangesPage.js';
import { HouseholdPage } from './pages/HouseholdPage.js';
import { HouseholdsPage } from './pages/HouseholdsPage.js';
import { PublicationPage } from './pages/PublicationPage.js';
import { PublicationsPage } from './pages/PublicationsPage.js';
import { RegisteredPage } from './pages/RegisteredPage.js';
import { RunPage } from './pages/RunPage.js';
import { UploadPage } from './pages/UploadPage.js';
import { UploadsPage } from './pages/UploadsPage.js';
import { rootSaga } from './sagas/root.js';
import { socialRegistryReducer } from './store/reducer.js';
import { texts } from './texts.js';

const READERS = [RIGHT_READ];

const route = routesOf(MODULE);

/** Everything that this module adds to openIMIS. */
export function contributions(api = socialRegistryApi(createApiClient())) {
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: socialRegistryReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [
      { key: `${MODULE}.route.assessments`, ref: ROUTE_ASSESSMENTS },
      { key: `${MODULE}.route.changes`, ref: ROUTE_CHANGES },
      { key: `${MODULE}.route.households`, ref: ROUTE_HOUSEHOLDS },
      { key: `${MODULE}.route.publications`, ref: ROUTE_PUBLICATIONS },
      { key: `${MODULE}.route.uploads`, ref: ROUTE_UPLOADS },
    ],
    'core.Router': [
      route('households', ROUTE_HOUSEHOLDS, READERS, HouseholdsPage),
      route('household', `${ROUTE_HOUSEHOLDS}/:id`, READERS, HouseholdPage),
      route('registered', `${ROUTE_REGISTERED}/:id`, READERS, RegisteredPage),
      route('uploads', ROUTE_UPLOADS, READERS, UploadsPage),
      route('upload', `${ROUTE_UPLOADS}/:id`, READERS, UploadPage),
      route('publications', ROUTE_PUBLICATIONS, READERS, PublicationsPage),
      route('publication', `${ROUTE_PUBLICATIONS}/:id`, READERS, PublicationPage),
      route('assessments', ROUTE_ASSESSMENTS, READERS, AssessmentsPage),
      route('run', `${ROUTE_ASSESSMENTS}/:id`, READERS, RunPage),
      route('changes', ROUTE_CHANGES, READERS, ChangesPage),
      route('change', `${ROUTE_CHANGES}/:id`, READERS, ChangePage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [
      menuEntry(
        `${MODULE}.households`,
        ROUTE_HOUSEHOLDS,
        READERS,
        <AssignmentIcon />,
        <MenuText texts={texts} id="menu.households" />,
      ),
      menuEntry(
        `${MODULE}.uploads`,
        ROUTE_UPLOADS,
        READERS,
        <UploadIcon />,
        <MenuText texts={texts} id="menu.uploads" />,
      ),
      menuEntry(
        `${MODULE}.publications`,
        ROUTE_PUBLICATIONS,
        READERS,
        <ListIcon />,
        <MenuText texts={texts} id="menu.publications" />,
      ),
      menuEntry(
        `${MODULE}.assessments`,
        ROUTE_ASSESSMENTS,
        READERS,
        <BarChartIcon />,
        <MenuText texts={texts} id="menu.assessments" />,
      ),
      menuEntry(
        `${MODULE}.changes`,
        ROUTE_CHANGES,
        READERS,
        <SyncIcon />,
        <MenuText texts={texts} id="menu.changes" />,
      ),
    ],
  };
}
