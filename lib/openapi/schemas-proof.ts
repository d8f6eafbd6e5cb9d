import { sealStates } from "@/lib/incidents/model";

const text = { type: "string" };
const count = { type: "integer", minimum: 0 };
const moment = { type: ["string", "null"], format: "date-time" };
const hashes = { type: "array", items: { ...text, contentEncoding: "base64" } };
const object = (properties: Record<string, object>, optional: string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

/** docs/format.md says what each part is, and how it is checked. */
export const entryProof = object(
  {
    format: text,
    header: text,
    hash: text,
    entry_key: { type: ["string", "null"] },
    fields: { type: "array", items: { type: ["string", "null"] } },
    entry_proof: hashes,
    stream_head: text,
    stream_proof: hashes,
    org_head: text,
    org_proof: hashes,
    epoch: text,
    epoch_index: count,
    epoch_proof: hashes,
    checkpoint: text,
    organization: object({ header: text, hash: text, proof: hashes }),
  },
  ["organization"],
);

const incident = object({
  id: text,
  kind: text,
  opened_at: { type: "string", format: "date-time" },
  first_idx: { type: ["integer", "null"] },
  last_idx: { type: ["integer", "null"] },
  why: text,
});

const ofWholeLog = {
  entries: count,
  sealed_entries: count,
  verified_entries: count,
  verified_at: moment,
  last_full_pass_at: moment,
  coverage: object({ pruned: count, verified: count, tail: count, total: count }),
  incidents: { type: "array", items: incident },
};

/** A key of one client learns the state, the time and the keys: no numbers of others. */
export const integrityState = object(
  {
    state: { enum: sealStates },
    sealed_at: moment,
    keys: { type: "array", items: text },
    ...ofWholeLog,
  },
  Object.keys(ofWholeLog),
);

export const revoked = object({ id: text, revoked: { const: true } });
