import { QualityRule } from '@interlink/contracts/registry/quality';
import { Purpose } from '@interlink/contracts/registry/scope';
import { singleFields, type FieldPolicies } from '@interlink/domain/registry/choose-fields';
import { Type, type Static } from 'typebox';

const FieldPolicy = Type.Union([
  Type.Object({ by: Type.Literal('freshest') }, { additionalProperties: false }),
  Type.Object(
    { by: Type.Literal('authoritative'), sources: Type.Array(Type.String(), { minItems: 1 }) },
    { additionalProperties: false },
  ),
]);

/**
 * How another openIMIS is reached: the password of its `interlink.sync` is in the folder of secrets,
 * `<source>/service-sync`.
 */
const InstanceSettings = Type.Object(
  {
    /** Of its API's origin; https, unless it is on this machine. */
    url: Type.String({ pattern: '^https?://[^/]+$' }),
    /** Of its benefits, because openIMIS has none; else that of the programme of the same code here. */
    currency: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    /** Its own mapping, a file beside interlink.json; else ours. */
    mapping: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]+\\.json$' })),
  },
  { additionalProperties: false },
);
export type InstanceSettings = Static<typeof InstanceSettings>;

/** How a DCI source is asked about one person, when somebody wants to know how things stand there now. */
const AskSettings = Type.Object(
  {
    /** By which connector; the partner of interlink.json has the name of the source. */
    connector: Type.String({ minLength: 1 }),
    /** By which of a person's identifiers; it is told no other. Absent: by the national number. */
    identifiers: Type.Optional(
      Type.Array(Type.String({ pattern: '^[A-Z][A-Z0-9_]{1,39}$' }), { minItems: 1, maxItems: 10 }),
    ),
  },
  { additionalProperties: false },
);

/** `policies.registry` of interlink.json. */
export const RegistryPolicy = Type.Object(
  {
    /** Which source's value of a field is shown when they differ. */
    fields: Type.Record(Type.String(), FieldPolicy, { default: {} }),
    /** Management systems that feed the registry besides openIMIS. */
    sources: Type.Record(
      Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
      Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          kind: Type.Enum(['openimis', 'dci', 'file']),
          /** Whose programmes it runs; a code of `institutions`. */
          institution: Type.Optional(Type.String()),
          /** What its programmes are called, by code, where it says codes alone. */
          programmes: Type.Optional(Type.Record(Type.String(), Type.String({ minLength: 1 }))),
          /** Another openIMIS, which is followed as ours is; without it a source sends its records itself. */
          instance: Type.Optional(InstanceSettings),
          /** A DCI source that also answers; without it, it sends its records itself and is never asked. */
          ask: Type.Optional(AskSettings),
        },
        { additionalProperties: false },
      ),
      { default: { openimis: { name: 'openIMIS', kind: 'openimis' } } },
    ),
    /** Institutions that let operators of others see their programmes, sensitive ones excepted, for these purposes. */
    sharing: Type.Array(
      Type.Object(
        {
          institution: Type.String(),
          to: Type.Array(Type.String(), { minItems: 1 }),
          purposes: Type.Array(Purpose, { minItems: 1 }),
        },
        { additionalProperties: false },
      ),
      { default: [] },
    ),
    /** When households of two sources are one: by the part of the larger one that is in both. */
    households: Type.Object(
      {
        shared: Type.Number({ exclusiveMinimum: 0.5, maximum: 1, default: 0.75 }),
        /** When both name the same head. */
        sharedWithHead: Type.Number({ exclusiveMinimum: 0.5, maximum: 1, default: 0.6 }),
      },
      { additionalProperties: false, default: {} },
    ),
    /** Between two looks at what changed in openIMIS. */
    followSeconds: Type.Integer({ minimum: 1, default: 5 }),
    /** Between two full sweeps of openIMIS, which also find what leaves no trace. */
    sweepSeconds: Type.Integer({ minimum: 10, default: 300 }),
    /** Between two counts of everybody for the page of statistics. */
    summariseSeconds: Type.Integer({ minimum: 10, default: 900 }),
    /** By what data quality is measured, and how often everybody is. */
    quality: Type.Array(QualityRule, { maxItems: 200, default: [] }),
    qualitySeconds: Type.Integer({ minimum: 10, default: 3600 }),
    /** Whoever was in nothing for so long is due for erasure by two people; absent: nobody ever is. */
    retentionYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** Pages of 100 a second that a sweep asks of openIMIS at most. */
    sweepPagesPerSecond: Type.Number({ exclusiveMinimum: 0, default: 10 }),
  },
  { additionalProperties: false },
);
export type RegistryPolicy = Static<typeof RegistryPolicy>;

export const toFieldPolicies = ({ fields }: RegistryPolicy): FieldPolicies => ({
  default: { by: 'freshest' },
  fields,
});

/** Throws at the start: a field or a source that is misspelt would be passed over where nobody looks. */
export function checkFields({ fields, sources }: Pick<RegistryPolicy, 'fields' | 'sources'>): void {
  for (const [field, policy] of Object.entries(fields)) {
    if (!singleFields.some((one) => one === field)) {
      throw new Error(`policies.registry.fields: ${field} is no field of which the view shows one value`);
    }
    const stranger = policy.by === 'authoritative' && policy.sources.find((source) => !Object.hasOwn(sources, source));
    if (stranger) throw new Error(`policies.registry.fields: ${field} is taken from ${stranger}, which is no source`);
  }
}

/** Throws at the start: what is asked by DCI speaks DCI. */
export function checkAsked({ sources }: Pick<RegistryPolicy, 'sources'>): void {
  for (const [source, { kind, ask }] of Object.entries(sources)) {
    if (ask && kind !== 'dci') {
      throw new Error(`policies.registry.sources: ${source} is of kind ${kind} and is asked; that is for kind dci`);
    }
  }
}

/** Change requests: what Interlink was told of people, as a source of its own. */
export const UPDATES = 'updates';

const OWN: RegistryPolicy['sources'] = {
  'social-registry': { name: 'Social registry', kind: 'file' },
  [UPDATES]: { name: 'Change requests', kind: 'file' },
};

/** What Interlink itself feeds needs no configuration: households of the social registry, and changes by request. */
export const withOwnSources = (policy: RegistryPolicy): RegistryPolicy => ({
  ...policy,
  sources: { ...OWN, ...policy.sources },
});

/** What Interlink holds itself, so that an erasure reaches it. */
export const isOwnSource = (source: string): boolean => Object.hasOwn(OWN, source);
