import fc from "fast-check";
import type { View } from "@/lib/entries/view";
import { filterArbitrary } from "@/testing/filter-arbitrary";

export const entryId = "evt_01JD8ABCDEFGHJKMNPQRSTVWXY";

export const viewArbitrary: fc.Arbitrary<View> = fc
  .record({
    filter: filterArbitrary(),
    before: fc.option(fc.nat()),
    after: fc.option(fc.nat()),
    n: fc.constantFrom(50 as const, 100 as const, 200 as const),
    order: fc.constantFrom("desc" as const, "asc" as const),
    e: fc.option(fc.constant(entryId)),
    v: fc.option(fc.constant("failed-sign-ins")),
  })
  .map((view) => (view.before === null ? view : { ...view, after: null }));
