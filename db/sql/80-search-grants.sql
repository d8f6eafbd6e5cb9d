-- Guarantees: what readers search by may be computed by every login that may read.
-- Does not: give anyone rows; row security does.

grant execute on function custody.search_text(text[])
  to custody_app, custody_worker, custody_sealer, custody_pruner, custody_verifier;
