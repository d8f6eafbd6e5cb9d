import fc from "fast-check";
import { expect, test } from "vitest";
import { createEntryLinks } from "@/components/entries/entry-links";
import { createRowLinks } from "@/components/entries/row-links";
import { formatQuery } from "@/lib/entries/query-language";
import { formatView, parseView } from "@/lib/entries/view";
import { viewArbitrary } from "@/testing/view-arbitrary";

const terms = fc.oneof(
  fc.constantFrom("update", "delete").map((verb) => ({ verb })),
  fc.string({ minLength: 1, maxLength: 8 }).map((actor) => ({ actor })),
  fc.nat(99).map((id) => ({ entity: "ticket", id: String(id) })),
);

test("a row's links are those of the server, whatever the list asks for", () => {
  fc.assert(
    fc.property(viewArbitrary, terms, (given, wanted) => {
      const { view } = parseView(new URLSearchParams(formatView(given)));
      const { q, terms: asked } = view.filter;
      const place = {
        path: "/admin/audit-logs",
        query: formatView({ ...view, e: null }),
        text: formatQuery({ q, terms: asked, frame: {} }),
      };
      const [ours, theirs] = [
        createRowLinks(place),
        createEntryLinks("/admin/audit-logs", { ...view, e: null }),
      ];
      expect(ours.only(wanted)).toBe(theirs.only(wanted));
      const id = "evt_01M8AS76JCZ9RZD7B58WPXG4J7";
      expect(ours.details(id)).toBe(theirs.details({ id }));
    }),
  );
});
