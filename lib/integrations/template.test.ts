import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/proof/json-value";
import type { Work } from "./product";
import { fillPath, fillTemplate, parseTemplate, valuesOf } from "./template";

const work: Work = {
  id: "wbk_1",
  kind: "create_ticket",
  title: "Deletions",
  description: "one\ntwo",
  severity: "high",
  client: "acme",
  alertId: "alr_1",
  alertUrl: "https://audit.example/alerts/alr_1",
  ticketId: "12",
  status: "closed",
  minutes: 45,
  note: "",
  by: "Alice",
  at: "2026-11-27T08:00:00.000Z",
};
const settings = { company: "7", companies: "acme = 12\nglobex=North" };

describe("a template", () => {
  it("fills names within texts, and a text that is one name becomes its value", () => {
    const parsed = parseTemplate(
      '{"a": "{{title}} of {{client}}", "n": "{{minutes}}", "c": ["{{ company }}"], "t": true}',
    );
    const filled = parsed.ok
      ? fillTemplate(parsed.value, valuesOf(work, settings))
      : null;
    expect(filled).toEqual({ a: "Deletions of acme", n: 45, c: [12], t: true });
  });

  it("says hours as ticket systems count them, to the hundredth", () => {
    expect(valuesOf({ ...work, minutes: 50 }, settings)).toMatchObject({ hours: 0.83 });
  });

  it("is refused where it names what is not there, or is not JSON", () => {
    expect(parseTemplate('{"a": "{{secret}}"}')).toMatchObject({
      ok: false,
      reason: expect.stringContaining("{{secret}}"),
    });
    expect(parseTemplate('{"a": {{minutes}}}')).toMatchObject({ ok: false });
  });

  it("keeps its shape whatever is filled in", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (title, note) => {
        const template: JsonValue = { title: "{{title}}", all: "x {{note}} {{title}}" };
        const values = valuesOf({ ...work, title, note }, settings);
        const sent = JSON.parse(JSON.stringify(fillTemplate(template, values)));
        expect(sent).toEqual({ title, all: `x ${note} ${title}` });
      }),
    );
  });

  it("puts whatever is filled in into one part of an address", () => {
    const values = valuesOf({ ...work, ticketId: "../admin?x=1#y" }, settings);
    expect(fillPath("/tickets/{{ticket_id}}/notes", values)).toBe(
      "/tickets/..%2Fadmin%3Fx%3D1%23y/notes",
    );
  });
});
