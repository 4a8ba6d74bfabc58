import type { SubjectExport } from '@interlink/contracts/registry/erasure';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { maskAccounts } from '@interlink/domain/registry/retention';
import { mayShow, seesProgramme } from '../access.js';
import type { Core } from '../core.js';
import { institutionOf } from '../holder-rows.js';
import { loadHistories } from '../versions.js';

/** All that was ever said about somebody, by whom and when; of programmes, those that the scope may see. */
export async function exportPerson(core: Core, view: PersonView, scope: Scope): Promise<SubjectExport> {
  const { platform } = core;
  const recordIds = view.records.map(({ recordId }) => recordId);
  const histories = [...(await loadHistories(platform, platform.vault, recordIds)).values()].flat();
  const statements = histories.flatMap(({ kind, source, statements: said }) =>
    said.map(({ recordedAt, validFrom, ...rest }) => {
      const data = 'data' in rest ? (rest.data as Readonly<Record<string, unknown>>) : undefined;
      return {
        source,
        kind,
        recordedAt,
        deleted: data === undefined,
        data,
        ...(validFrom !== undefined && { validFrom }),
      };
    }),
  );
  const isShown = ({ source, data }: (typeof statements)[number]) => {
    const programme = data?.['programme'];
    return (
      typeof programme !== 'string' || seesProgramme(core, scope, programme, institutionOf(core, source, programme))
    );
  };
  const shown = statements.filter(isShown);
  return {
    personId: view.personId,
    madeAt: platform.clock.now().toISOString(),
    view,
    statements: shown.map(({ data, ...said }) => ({ ...said, data: toShown(data, scope) })),
    otherInstitutions: shown.length < statements.length || view.otherEnrolments,
  };
}

function toShown(data: Readonly<Record<string, unknown>> | undefined, { purpose }: Scope): unknown {
  if (!data) return null;
  return maskAccounts(Object.fromEntries(Object.entries(data).filter(([field]) => mayShow(purpose, field))));
}
