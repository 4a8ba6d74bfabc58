import { type fakeApi } from '@interlink/fe-kit/testing/fake-api';
import { renderHost, type HostOptions } from '@interlink/fe-kit/testing/host';
import { verificationApi } from '../../src/api.js';
import { contributions } from '../../src/contributions.js';
import { RIGHT_READ, RIGHT_RUN } from '../../src/names.js';

/** A page of this module in the test host, over a fake API; of a list or a person, `list-a`. */
export const show = (page: JSX.Element, api: ReturnType<typeof fakeApi>, over: HostOptions = {}) =>
  renderHost(page, {
    ...{ rights: [RIGHT_READ, RIGHT_RUN], params: { id: 'list-a' }, client: api.client },
    contributions: contributions(verificationApi(api.client)),
    ...over,
  });
