import type { Verb } from "@/lib/catalogue/verbs";
import {
  asObject,
  readAction,
  readActor,
  readCategory,
  readChanges,
  readContext,
  readOutcome,
  readSource,
  readTarget,
  readTargets,
  textOf,
} from "@/lib/entries/entry-parts";
import type { FieldParser } from "@/lib/entries/row";
import { fixedSlotCount } from "@/lib/proof/chain";
import type { JsonObject, JsonValue } from "@/lib/proof/json-value";
import { type CheckedEntry, holds } from "./exported-row";
import type { HeldRow } from "./held-rows";

/** What entries of one log have in common. */
export type EntryLog = {
  /** Of one client's log: places in the whole log stay out. */
  isLimited: boolean;
  slugs: ReadonlyMap<string, string>;
  parse: FieldParser;
};

/**
 * The entry that `composeEntry` makes of the same row, each part of it read when it is asked
 * for: the texts of most parts are known from another entry, and reading them again would
 * cost more than all that is written.
 */
export class TextEntry implements CheckedEntry {
  private claims: JsonObject | null = null;
  private extra: JsonObject | null = null;

  constructor(
    private readonly row: HeldRow,
    private readonly log: EntryLog,
  ) {}

  get id() {
    return this.row.id;
  }
  get idx() {
    return this.log.isLimited ? undefined : this.row.link.idx;
  }
  get client() {
    const { clientId } = this.row;
    return (clientId && this.log.slugs.get(clientId)) ?? null;
  }
  get sidx() {
    return this.row.link.sidx;
  }
  get recorded_at() {
    return this.row.recordedAt;
  }
  get occurred_at() {
    return textOf(this.readClaims(), "occurred_at");
  }
  get action() {
    return readAction(this.object(0));
  }
  get category() {
    return readCategory(this.object(0));
  }
  get verb() {
    return this.row.verb as Verb;
  }
  get outcome() {
    return readOutcome(this.object(0));
  }
  get reason() {
    return textOf(this.readExtra(), "reason");
  }
  get actor() {
    return readActor(this.object(1), this.object(2));
  }
  get target() {
    const url = textOf(this.readExtra(), "target_url");
    return readTarget(this.read(3), this.read(4), url);
  }
  get targets() {
    return readTargets(this.readExtra());
  }
  get changes() {
    const { fields } = this.row;
    return readChanges(
      fields.slice(fixedSlotCount).map((_, at) => this.read(fixedSlotCount + at)),
    );
  }
  get context() {
    return readContext(this.object(5), this.readClaims());
  }
  get request() {
    return this.readExtra().request ?? null;
  }
  get response() {
    return this.readExtra().response ?? null;
  }
  get metadata() {
    return asObject(this.readExtra().metadata);
  }
  get vendor_record() {
    return this.readExtra().vendor_record ?? null;
  }
  get source() {
    return readSource(this.readClaims());
  }
  get vendor() {
    return textOf(this.readClaims(), "vendor");
  }
  get key_id() {
    return textOf(this.readClaims(), "key_id");
  }
  get prev_hash() {
    return this.row.link.prevHash;
  }
  get hash() {
    return this.row.link.hash;
  }
  get org_prev_hash() {
    return this.log.isLimited ? undefined : this.row.link.orgPrevHash;
  }
  get org_hash() {
    return this.log.isLimited ? undefined : this.row.link.orgHash;
  }
  get verification() {
    return holds;
  }

  private read(slot: number): JsonValue {
    return this.log.parse(this.row.fields[slot] ?? null, slot);
  }
  private object(slot: number): JsonObject {
    return asObject(this.read(slot));
  }
  private readClaims(): JsonObject {
    this.claims ??= this.object(6);
    return this.claims;
  }
  private readExtra(): JsonObject {
    this.extra ??= this.object(7);
    return this.extra;
  }
}
