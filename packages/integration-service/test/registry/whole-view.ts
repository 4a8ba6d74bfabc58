import type { RegistryTest } from './registry-kit.js';

const VIEW = {
  'registry.person': 'version, data, provenance, search_name, birth_date, location_id, known_since, changes_on',
  'registry.person_name': 'district_id, search_name',
  'registry.person_record': 'record_id, source, record_key, linked_by, deleted, evidence',
  'registry.record_head': 'record_id, subject_id, kind, seq, deleted',
  'registry.source_record': 'record_id, seq, kind, valid_from, valid_to, deleted',
  'registry.link': 'record_id, seq, linked_by, evidence',
  'registry.person_key': 'kind',
  'registry.enrolment': 'record_id, holder_kind, programme, institution, status, enrolled_on, status_history',
  'registry.benefit': 'record_id, programme, type, status, due_on, data',
  'registry.payment': 'record_id, programme, paid_on, amount_minor, data',
  'registry.household': 'household_id, version, data, size, location_id',
  'registry.household_member': 'household_id, record_id, role, recipient, person_id is not null as is_known',
  'registry.former_member': 'household_id, record_id',
  'registry.conflict': 'kind, programmes, record_ids, state',
};

/** What a registry holds, but for ids that are drawn and for when it was heard: the same for two that hold the same. */
export async function wholeView(test: RegistryTest): Promise<Record<string, unknown>> {
  const seen: Record<string, unknown> = {};
  for (const [table, columns] of Object.entries(VIEW)) {
    // When it was heard differs between two registries.
    const rows = (await test.rows(table, columns)).map((row) =>
      JSON.stringify(row).replace(/"recordedAt":"[^"]*"/g, '"recordedAt":""'),
    );
    seen[table] = rows.sort();
  }
  return seen;
}
