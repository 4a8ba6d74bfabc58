import lodash from 'lodash';

// fe-core's useGraphqlQuery and fe-location read a global `_` that they never import.
Object.assign(window, { _: lodash });
