import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import { HubIcon } from '@interlink/fe-kit/ui/icons';
import { interconnectionApi } from './api.js';
import { MODULE, NEW_PARTNER, OWNER, RIGHT_MANAGE, RIGHT_OPERATE, RIGHT_READ, ROUTES } from './names.js';
import { AddPartnerPage } from './pages/AddPartnerPage.js';
import { AgreementsPage } from './pages/AgreementsPage.js';
import { ConnectorsPage } from './pages/ConnectorsPage.js';
import { ConsolePage } from './pages/ConsolePage.js';
import { ExchangesPage } from './pages/ExchangesPage.js';
import { FilesPage } from './pages/FilesPage.js';
import { FollowedPage } from './pages/FollowedPage.js';
import { ParkedPage } from './pages/ParkedPage.js';
import { PartnerPage } from './pages/PartnerPage.js';
import { PartnersPage } from './pages/PartnersPage.js';
import { SubscriptionsPage } from './pages/SubscriptionsPage.js';
import { rootSaga } from './sagas/root.js';
import { interconnectionReducer } from './store/reducer.js';
import { texts } from './texts.js';

const route = routesOf(MODULE);

const entry = (id: keyof typeof ROUTES, right = RIGHT_READ) =>
  menuEntry(`${MODULE}.${id}`, ROUTES[id], [right], <HubIcon />, <MenuText texts={texts} id={`menu.${id}`} />);

/** Everything that this module adds to openIMIS. */
export function contributions(api = interconnectionApi(createApiClient())) {
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: interconnectionReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [{ key: `${MODULE}.route.partners`, ref: ROUTES.partners }],
    'core.Router': [
      route('partners', ROUTES.partners, [RIGHT_READ], PartnersPage),
      route('newPartner', NEW_PARTNER, [RIGHT_MANAGE], AddPartnerPage),
      route('partner', `${ROUTES.partners}/:id`, [RIGHT_READ], PartnerPage),
      route('agreements', `${ROUTES.partners}/:id/agreements`, [RIGHT_READ], AgreementsPage),
      route('console', `${ROUTES.partners}/:id/console`, [RIGHT_READ], ConsolePage),
      route('subscriptions', ROUTES.subscriptions, [RIGHT_READ], SubscriptionsPage),
      route('followed', ROUTES.followed, [RIGHT_READ], FollowedPage),
      route('files', ROUTES.files, [RIGHT_READ], FilesPage),
      route('exchanges', ROUTES.exchanges, [RIGHT_READ], ExchangesPage),
      route('connectors', ROUTES.connectors, [RIGHT_READ], ConnectorsPage),
      route('parked', ROUTES.parked, [RIGHT_OPERATE], ParkedPage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [
      entry('partners'),
      entry('subscriptions'),
      entry('followed'),
      entry('files'),
      entry('exchanges'),
      entry('connectors'),
      entry('parked', RIGHT_OPERATE),
    ],
  };
}
