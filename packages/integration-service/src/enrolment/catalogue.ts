import type { ProgrammeSettings } from '../platform/settings.js';
import type { Clock } from '../platform/clock.js';
import type { OpenImis, Programme, Village } from '../openimis/port.js';

/** A programme that enrols by journey: what openIMIS says of it and what the deployment adds. */
export interface JourneyProgramme {
  readonly code: string;
  readonly name: string;
  readonly planId: string;
  readonly settings: ProgrammeSettings;
  readonly validFrom: string;
  readonly validTo?: string | undefined;
}

/** Programmes and villages: no personal data, so kept up to 60 s in this process. */
export interface Catalogue {
  findProgramme(code: string): Promise<JourneyProgramme | undefined>;
  listProgrammes(): Promise<readonly JourneyProgramme[]>;
  findVillage(locationId: string): Promise<Village | undefined>;
}

const KEEP_MS = 60_000;

export function openCatalogue(
  openimis: OpenImis,
  settings: Readonly<Record<string, ProgrammeSettings>>,
  clock: Clock,
  newId: () => string,
): Catalogue {
  const session = () => openimis.asService('enrol', newId());
  const programmes = cached(clock, () => session().programmes.list());
  const villages = cached(clock, async () => {
    const all = await session().locations.villages();
    return new Map(all.map((village) => [village.locationId, village]));
  });
  const list = async () => (await programmes()).flatMap((programme) => toJourneyProgramme(programme, settings));
  return {
    listProgrammes: list,
    findProgramme: async (code) => (await list()).find((programme) => programme.code === code),
    findVillage: async (locationId) => (await villages()).get(locationId),
  };
}

/** Households enrol otherwise: only programmes of individuals have journeys. */
function toJourneyProgramme(
  { kind, code, name, planId, validFrom, validTo }: Programme,
  settings: Readonly<Record<string, ProgrammeSettings>>,
): JourneyProgramme[] {
  const own = settings[code];
  return kind === 'INDIVIDUAL' && own ? [{ code, name, planId, settings: own, validFrom, validTo }] : [];
}

function cached<T>(clock: Clock, load: () => Promise<T>): () => Promise<T> {
  let kept: { readonly until: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock.now().getTime();
    if (kept && kept.until > now) return kept.value;
    const value = load();
    kept = { until: now + KEEP_MS, value };
    // A failure is not kept.
    value.catch(() => {
      kept = undefined;
    });
    return value;
  };
}
