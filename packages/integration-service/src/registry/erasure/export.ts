import type { ExportedPhoto, SubjectExport } from '@interlink/contracts/registry/erasure';
import type { Scope } from '@interlink/contracts/registry/scope';
import type { PersonView } from '@interlink/contracts/registry/view';
import { maskAccounts } from '@interlink/domain/registry/retention';
import { mayShow, seesProgramme } from '../access.js';
import type { DbHandle } from '../../platform/database.js';
import type { Core } from '../core.js';
import { institutionOf } from '../holder-rows.js';
import { loadHistories } from '../versions.js';
import type { Elsewhere, Keepers } from './keepers.js';

/**
 * Photographs of somebody that another capability keeps, before they are opened: the read is written down first (S6).
 */
export interface KeptPhotographs {
  readonly ids: readonly string[];
  /** Some are of institutions that the scope does not see. */
  readonly isWithheld: boolean;
  /** Leaves out what was erased meanwhile. */
  open(): Promise<ExportedPhoto[]>;
}

/** Given by whoever takes photographs of people; wired where the capabilities are made. */
export type PhotographsOf = (
  handle: DbHandle,
  records: PersonView['records'],
  institutions: Scope['institutions'],
) => Promise<KeptPhotographs>;

export const noPhotographs: PhotographsOf = () =>
  Promise.resolve({ ids: [], isWithheld: false, open: () => Promise.resolve([]) });

/** What others keep of the person. */
interface KeptBeside {
  readonly photographs: KeptPhotographs;
  readonly keepers: Keepers;
  readonly elsewhere: Elsewhere;
}

/** All that was ever said about somebody, by whom and when; of programmes, those that the scope may see. */
export async function exportPerson(
  core: Core,
  view: PersonView,
  scope: Scope,
  { photographs, keepers, elsewhere }: KeptBeside,
): Promise<SubjectExport> {
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
  const journeys = await keepers.journeys.tell(platform, elsewhere.journeys, scope);
  const hidden = elsewhere.journeys.filter((id) => journeys.every((one) => one.id !== id));
  const verified = elsewhere.verified.filter((id) => !hidden.includes(id));
  return {
    personId: view.personId,
    madeAt: platform.clock.now().toISOString(),
    view,
    statements: shown.map(({ data, ...said }) => ({ ...said, data: toShown(data, scope) })),
    photographs: await photographs.open(),
    journeys: [...journeys],
    verifications: [...(await keepers.verifications.tell(platform, verified, scope))],
    otherInstitutions:
      shown.length < statements.length || view.otherEnrolments || photographs.isWithheld || hidden.length > 0,
  };
}

function toShown(data: Readonly<Record<string, unknown>> | undefined, { purpose }: Scope): unknown {
  if (!data) return null;
  return maskAccounts(Object.fromEntries(Object.entries(data).filter(([field]) => mayShow(purpose, field))));
}
