-- openIMIS's file import asks the database whether a row fits a JSON schema, by a function of this name. Keywords
-- known here: type, enum, required, properties, minimum, maximum, pattern; others are ignored.
create or replace function validate_json_schema(schema jsonb, data jsonb) returns boolean
language sql immutable as $$
  select
    (not schema ? 'type' or jsonb_typeof(data) = schema->>'type'
      or (schema->>'type' = 'integer' and jsonb_typeof(data) = 'number' and (data #>> '{}')::numeric % 1 = 0))
    and (not schema ? 'enum' or schema->'enum' @> jsonb_build_array(data))
    and (jsonb_typeof(data) <> 'number' or (
      coalesce((data #>> '{}')::numeric >= (schema->>'minimum')::numeric, true)
      and coalesce((data #>> '{}')::numeric <= (schema->>'maximum')::numeric, true)))
    and (jsonb_typeof(data) <> 'string' or coalesce(data #>> '{}' ~ (schema->>'pattern'), true))
    and (jsonb_typeof(data) <> 'object' or (
      not exists (select from jsonb_array_elements_text(coalesce(schema->'required', '[]')) r where not data ? r)
      and not exists (
        select from jsonb_each(coalesce(schema->'properties', '{}')) p
        where data ? p.key and not validate_json_schema(p.value, data->p.key))))
$$;
