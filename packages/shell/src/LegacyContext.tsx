import PropTypes from 'prop-types';
import { Component, type ReactNode } from 'react';
import type { ModulesManager } from './modules-manager.js';

interface Props {
  readonly modulesManager: ModulesManager;
  readonly children: ReactNode;
}

/** `withModulesManager` of fe-core reads React's legacy context, so that is what the host must fill. */
export class LegacyContext extends Component<Props> {
  static childContextTypes = { modulesManager: PropTypes.object.isRequired };

  getChildContext() {
    return { modulesManager: this.props.modulesManager };
  }

  override render() {
    return this.props.children;
  }
}
