import type {
  BeginPublication,
  Publication,
  PublicationRow,
  PublicationRows,
} from '@interlink/contracts/social-registry/publication';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, type SocialContext } from '../context.js';
import { advancePublications } from './advance.js';
import {
  beginPublication,
  getPublication,
  listPublications,
  listRows,
  setPublicationState,
  toPublication,
} from './store.js';

/** Households into openIMIS: a job that can be stopped, killed and gone on with, and never makes anybody twice. */
export interface Publications {
  /** Throws `social-registry.nothing-to-publish`. */
  begin(tx: Tx, operator: Operator, body: BeginPublication): Promise<Publication>;
  pause(tx: Tx, operator: Operator, id: string): Promise<Publication>;
  resume(tx: Tx, operator: Operator, id: string): Promise<Publication>;
  list(operator: Operator): Promise<Publication[]>;
  get(operator: Operator, id: string): Promise<Publication>;
  rows(
    operator: Operator,
    id: string,
    which: { readonly state?: PublicationRow['state']; readonly after?: string },
  ): Promise<PublicationRows>;
  /** One turn over everything that runs; how many households were answered. */
  advance(): Promise<number>;
}

export function openPublications(context: SocialContext): Publications {
  const { platform } = context;
  const holder = platform.ids.next();
  const own = (operator: Operator, id: string) =>
    getPublication(platform, id, { institution: institutionOf(operator) });
  const shown = async (tx: Tx, id: string) => toPublication(context, tx, await getPublication(tx, id));
  return {
    begin: async (tx, operator, body) => shown(tx, await beginPublication(context, tx, operator, body)),
    async pause(tx, operator, id) {
      await setPublicationState(tx, operator, id, ['running', 'paused']);
      return shown(tx, id);
    },
    async resume(tx, operator, id) {
      await setPublicationState(tx, operator, id, ['paused', 'running']);
      return shown(tx, id);
    },
    list: (operator) => listPublications(context, institutionOf(operator)),
    get: async (operator, id) => toPublication(context, platform, await own(operator, id)),
    async rows(operator, id, which) {
      await own(operator, id);
      return listRows(platform, id, which);
    },
    advance: () => advancePublications(context, holder),
  };
}
