import { z } from "zod";
import { verbs } from "@/lib/catalogue/verbs";
import { actorTypes, eventSchema, outcomes, sources } from "@/lib/entries/model";
import { exportFormats, exportStates } from "@/lib/export-requests/model";

const text = { type: "string" };
const nullableText = { type: ["string", "null"] };
const anything = {};
const instant = { type: "string", format: "date-time" };
const hash = { type: "string", pattern: "^[0-9a-f]{64}$" };
const position = { type: "integer", minimum: 0 };

function object(properties: Record<string, object>, optional: string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", properties, required };
}

export function ref(name: keyof typeof schemas) {
  return { $ref: `#/components/schemas/${name}` };
}

const target = {
  ...object({ type: text, id: nullableText, name: nullableText, url: nullableText }),
};

/** Values that were erased together: only of an entry that lost some. */
const erasedValues = object({
  slots: { type: "array", items: position },
  at: instant,
  record_id: text,
  basis: text,
  by: { type: "array", items: text },
});

/** Keys of one client get neither `idx` nor the hashes of the whole log. */
const hiddenFromClients = ["idx", "org_prev_hash", "org_hash"];

/** What the API takes and answers; the event is the very schema that judges one. */
export const schemas = {
  Event: z.toJSONSchema(eventSchema, { io: "input", unrepresentable: "any" }),
  Entry: object(
    {
      id: { type: "string", pattern: "^evt_[0-9A-HJKMNP-TV-Z]{26}$" },
      idx: position,
      client: nullableText,
      sidx: position,
      recorded_at: instant,
      occurred_at: { type: ["string", "null"], format: "date-time" },
      action: text,
      category: text,
      verb: { enum: [...verbs] },
      outcome: { enum: [...outcomes] },
      reason: nullableText,
      actor: object({
        type: { enum: [...actorTypes] },
        id: nullableText,
        email: nullableText,
        name: nullableText,
        role: nullableText,
      }),
      target: { oneOf: [target, { type: "null" }] },
      targets: { type: "array", items: target },
      changes: {
        type: "array",
        items: object({ path: text, before: anything, after: anything }, [
          "before",
          "after",
        ]),
      },
      context: object({
        ip: nullableText,
        user_agent: nullableText,
        session_id: nullableText,
        request_id: nullableText,
      }),
      request: anything,
      response: anything,
      metadata: { type: "object" },
      vendor_record: anything,
      source: { enum: [...sources] },
      vendor: nullableText,
      key_id: nullableText,
      prev_hash: hash,
      hash,
      org_prev_hash: hash,
      org_hash: hash,
      erased: { type: "array", items: erasedValues },
    },
    [...hiddenFromClients, "erased"],
  ),
  Receipt: object(
    {
      id: text,
      idx: position,
      client: nullableText,
      sidx: position,
      recorded_at: instant,
      hash,
    },
    ["idx"],
  ),
  ExportWish: object(
    {
      format: { enum: [...exportFormats] },
      query: {
        ...text,
        description: "The parameters of the log's address bar; without it everything.",
      },
      zone: { ...text, description: "Of days in the query; UTC without it." },
      manifest: {
        type: "boolean",
        description: "As a zip with a signed manifest of what is in it.",
      },
    },
    ["query", "zone", "manifest"],
  ),
  Export: object({
    id: text,
    state: { enum: [...exportStates] },
    format: { enum: [...exportFormats] },
    manifest: { type: "boolean" },
    query: text,
    rows: object({ total: position, done: position }),
    bytes: { type: ["integer", "null"] },
    sha256: nullableText,
    verdict: {
      type: ["object", "null"],
      description: "What was found while every entry was recomputed.",
    },
    error: nullableText,
    created_at: instant,
    finished_at: nullableText,
    expires_at: nullableText,
    download_url: nullableText,
  }),
  Problem: object({
    type: text,
    title: text,
    status: { type: "integer" },
    code: text,
    detail: text,
    errors: { type: "array", items: object({ pointer: text, detail: text }) },
    request_id: text,
  }),
};

export const appended = object({
  entries: { type: "array", items: { $ref: "#/components/schemas/Receipt" } },
});

export const listed = object({
  data: { type: "array", items: { $ref: "#/components/schemas/Entry" } },
  total: position,
  next_cursor: nullableText,
});
