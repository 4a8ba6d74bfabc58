import type { Witness } from './audit/service.js';
import { OutgoingError, type Partner } from './interconnection/service.js';
import { systemActor } from './platform/actor.js';
import type { Ids } from './platform/ids.js';

/** The way to the partner `witness`; a head that it already has counts as kept. */
export function witnessOver({ outgoing }: Pick<Partner, 'outgoing'>, ids: Ids): Witness {
  return {
    async keep(signed) {
      try {
        const { status } = await outgoing.request({
          operation: 'keep-tree-head',
          method: 'POST',
          path: '/heads',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(signed),
          cause: { actor: systemActor(ids.next()), subjectId: 'audit' },
        });
        if (status === 200 || status === 201) return 'kept';
        return status === 409 ? 'refused' : 'unreachable';
      } catch (thrown) {
        if (thrown instanceof OutgoingError) return 'unreachable';
        throw thrown;
      }
    },
  };
}
