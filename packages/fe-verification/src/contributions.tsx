import { MenuText } from '@interlink/fe-kit/components/MenuText';
import { createApiClient } from '@interlink/fe-kit/api-client';
import { interlinkMenu, menuEntry } from '@interlink/fe-kit/components/InterlinkMenu';
import { routesOf } from '@interlink/fe-kit/module-routes';
import { sagaMiddleware } from '@interlink/fe-kit/saga-middleware';
import { toHostTranslations } from '@interlink/fe-kit/texts';
import { VerifiedUserIcon } from '@interlink/fe-kit/ui/icons';
import { verificationApi } from './api.js';
import { MODULE, OWNER, RIGHT_READ, RIGHT_RUN, ROUTE_EXPIRING, ROUTE_LIST, ROUTE_VERIFY } from './names.js';
import { ExpiringPage } from './pages/ExpiringPage.js';
import { ListPage } from './pages/ListPage.js';
import { PersonPage } from './pages/PersonPage.js';
import { VerifyPage } from './pages/VerifyPage.js';
import { rootSaga } from './sagas/root.js';
import { verificationReducer } from './store/reducer.js';
import { texts } from './texts.js';

const route = routesOf(MODULE);

/** Everything that this module adds to openIMIS. */
export function contributions(api = verificationApi(createApiClient())) {
  const entry = (id: string, path: string, right: number) =>
    menuEntry(`${MODULE}.${id}`, path, [right], <VerifiedUserIcon />, <MenuText texts={texts} id={`menu.${id}`} />);
  return {
    translations: toHostTranslations(texts),
    reducers: [{ key: MODULE, reducer: verificationReducer }],
    middlewares: [sagaMiddleware(rootSaga(api))],
    refs: [{ key: `${MODULE}.route.verify`, ref: ROUTE_VERIFY }],
    'core.Router': [
      route('verify', ROUTE_VERIFY, [RIGHT_RUN], VerifyPage),
      route('person', `${ROUTE_VERIFY}/:id`, [RIGHT_READ], PersonPage),
      route('list', `${ROUTE_LIST}/:id`, [RIGHT_RUN], ListPage),
      route('expiring', ROUTE_EXPIRING, [RIGHT_READ], ExpiringPage),
    ],
    'core.MainMenu': [interlinkMenu(OWNER)],
    'interlink.MainMenu': [entry('verify', ROUTE_VERIFY, RIGHT_RUN), entry('expiring', ROUTE_EXPIRING, RIGHT_READ)],
  };
}
