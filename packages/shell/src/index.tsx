import './globals.js';
import { render } from 'react-dom';
import { Provider } from 'react-redux';
import { modules } from './generated/modules.js';
import { hidingEmptyMenus } from './hide-empty-menus.js';
import { LegacyContext } from './LegacyContext.js';
import { englishMessages, shellModule } from './messages.js';
import { fetchModuleConfigurations } from './module-configurations.js';
import { ModulesManager } from './modules-manager.js';
import { showFailures, showUnreachable } from './notice.js';
import { Root } from './Root.js';
import { createHostStore } from './store.js';

async function start(root: HTMLElement) {
  const config = await fetchModuleConfigurations().catch(() => undefined);
  if (config === undefined) return showUnreachable(root);
  const modulesManager = new ModulesManager([shellModule, ...modules].map(hidingEmptyMenus), config);
  showFailures(modulesManager.failures);
  render(
    <Provider store={createHostStore(modulesManager)}>
      <LegacyContext modulesManager={modulesManager}>
        <Root messages={englishMessages(modulesManager)} />
      </LegacyContext>
    </Provider>,
    root,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
