import { built, table } from './table.mjs';

const alternatives = (parts) => [...new Set(parts.map((part) => JSON.stringify(part.const ?? part.type ?? 'any')))];

/** What may stand there, in a few words. */
function kindOf(part) {
  const kind = part.anyOf
    ? alternatives(part.anyOf).join(' or ')
    : part.enum
      ? part.enum.map((one) => JSON.stringify(one)).join(' or ')
      : part.type === 'array' && part.items && !part.items.properties
        ? `array of ${kindOf(part.items)}`
        : (part.type ?? 'any');
  const from = part.minimum === undefined ? '' : ` from ${part.minimum}`;
  const to = part.maximum === undefined ? '' : ` to ${part.maximum}`;
  return `${kind}${from}${to}`;
}

const isPlain = (value) => typeof value !== 'object' || (Array.isArray(value) && value.length > 0);

/** One row a key, depth first. A record's keys are the deployment's own: `<name>`. */
export function describe(schema, place = '') {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    const where = place ? `${place}.${name}` : name;
    const record = part.patternProperties?.[Object.keys(part.patternProperties)[0]];
    const inner = part.items ?? record ?? part;
    const below = part.items ? `${where}[]` : record ? `${where}.<name>` : where;
    const fallback = part.default !== undefined && isPlain(part.default) ? `\`${JSON.stringify(part.default)}\`` : '';
    const row = [`\`${where}\``, kindOf(part), required.has(name) && part.default === undefined ? 'yes' : '', fallback];
    return [row, ...describe(inner, below)];
  });
}

/** What each capability reads under `policies`; a capability that is not there yet is left out. */
const POLICIES = {
  platform: ['integration-service/dist/platform/policy.js', 'PlatformPolicy'],
  interconnection: ['integration-service/dist/interconnection/policy.js', 'InterconnectionPolicy'],
  registry: ['integration-service/dist/registry/policy.js', 'RegistryPolicy'],
  exchange: ['integration-service/dist/exchange/policy.js', 'ExchangePolicy'],
  enrolment: ['integration-service/dist/enrolment/policy.js', 'EnrolmentPolicy'],
  payments: ['contracts/dist/payments/settings.js', 'PaymentSettings'],
  verification: ['contracts/dist/verification/settings.js', 'VerificationSettings'],
};

export async function policies() {
  const { Value } = await import('typebox/value');
  const parts = [];
  for (const [capability, [file, name]] of Object.entries(POLICIES)) {
    const schema = (await built(file))[name];
    const rows = describe(withDefaults(schema, Value.Default(schema, {})));
    parts.push(`### policies.${capability}\n\n${table(['key', 'type', 'required', 'default'], rows)}`);
  }
  return parts.join('\n\n');
}

/** The schema with the defaults that it gets from a level above. */
function withDefaults(schema, filled) {
  const properties = Object.entries(schema.properties ?? {}).map(([name, part]) => {
    const value = filled?.[name];
    const own = value !== undefined && isPlain(value) ? { ...part, default: value } : part;
    return [name, part.properties ? withDefaults(own, value) : own];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
