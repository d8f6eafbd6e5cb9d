import type { JsonObject } from "@/lib/proof/json-value";
import { type Pack, titleOf } from "./model";

type Told =
  | "evidence_pack.created"
  | "evidence_pack.completed"
  | "evidence_pack.failed"
  | "evidence_pack.cancelled"
  | "evidence_pack.downloaded"
  | "evidence_pack.deleted";

/** What the log says of a pack. */
export function tellPack(pack: Pack, action: Told, more: JsonObject = {}) {
  const { id, purpose, sections, rangeFrom, rangeTo, upto, clientId } = pack;
  return {
    clientId,
    event: {
      action,
      target: { type: "evidence_pack", id, name: titleOf(pack) },
      metadata: {
        purpose,
        period: { from: rangeFrom, to: rangeTo },
        upto,
        sections: sections.map(({ id: section, count }) => ({ section, entries: count })),
        ...more,
      },
    },
  };
}
