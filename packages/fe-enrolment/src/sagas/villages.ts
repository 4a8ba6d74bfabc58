import { put, putResolve } from 'redux-saga/effects';
import { graphqlWithVariables } from '@openimis/fe-core';
import type { Asked } from '@interlink/fe-kit/store/request';
import { findVillages, type Village } from '../store/requests.js';

const VILLAGES = `query InterlinkVillages($name: String!) {
  locations(type: "V", name_Icontains: $name, first: 10) {
    edges { node { uuid name parent { name parent { name } } } }
  }
}`;
const TYPES = [
  'INTERLINK_ENROLMENT_HOST_ASKED',
  'INTERLINK_ENROLMENT_HOST_ANSWERED',
  'INTERLINK_ENROLMENT_HOST_REFUSED',
] as const;

export interface Place {
  readonly name: string;
  readonly parent?: Place | null;
}
interface Answer {
  readonly error?: boolean;
  readonly payload?: {
    readonly data?: {
      readonly locations?: { readonly edges: readonly { readonly node: Place & { readonly uuid: string } }[] };
    };
  };
}

/** Asks openIMIS, with the operator's own rights and districts. Whatever fails, the desk goes on. */
export function* searchVillages({ payload: args }: Asked<{ readonly name: string }>) {
  try {
    const answer: Answer | undefined = yield putResolve(graphqlWithVariables(VILLAGES, args, TYPES) as never);
    const edges = answer?.error ? undefined : answer?.payload?.data?.locations?.edges;
    yield put(edges ? findVillages.answered(args, toVillages(edges.map(({ node }) => node))) : unavailable(args));
  } catch {
    yield put(unavailable(args));
  }
}

const unavailable = (args: { readonly name: string }) =>
  findVillages.refused(args, { code: 'platform.openimis-unavailable', status: 503, details: {} });

function toVillages(nodes: readonly (Place & { readonly uuid: string })[]): Village[] {
  return nodes.map((node) => ({ id: node.uuid, name: pathOf(node).join(', ') }));
}

/** Village, ward, district: names repeat across a country. */
export function pathOf(place: Place | null | undefined): string[] {
  return place ? [place.name, ...pathOf(place.parent)] : [];
}
