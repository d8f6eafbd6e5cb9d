-- Guarantees: the text that free-text search reads, a value a line, made of the hashed texts
-- alone (docs/format.md, section 2); the same lines as searchText in lib/entries.
-- Does not: fold case, or keep the lines in that order: no search spans two of them.

create function custody.search_text(p_fields text[]) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
cost 1000
as $$
  select string_agg(line, E'\n')
  from (
    select p_fields[5]::json #>> '{}' as line
    union all
    select nullif(p_fields[8]::json ->> 'metadata', '{}')
    union all
    select field.value::json ->> key
    from unnest(p_fields) with ordinality as field(value, place)
    cross join lateral unnest(
      case place
        when 1 then array['action', 'category', 'outcome']
        when 2 then array['type', 'id']
        when 3 then array['email', 'name', 'role']
        when 4 then array['type', 'id']
        when 5 then array[]::text[]
        when 6 then array['ip', 'user_agent']
        when 7 then array[]::text[]
        when 8 then array['reason', 'target_url', 'request', 'response',
          'vendor_record', 'targets']
        else array['path', 'before', 'after']
      end) as key
  ) as lines
$$;
