import type { Village } from '../../openimis/port.js';
import type { NamedDistrict } from './summarise.js';

/** The districts of these villages by name: `parents` holds ward, district and region. */
export const namedDistricts = (villages: readonly Pick<Village, 'districtId' | 'parents'>[]): NamedDistrict[] =>
  villages.flatMap(({ districtId, parents }) =>
    districtId === undefined ? [] : [{ districtId, name: parents[1] ?? districtId }],
  );
