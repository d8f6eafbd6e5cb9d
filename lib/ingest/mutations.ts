import type { Ctx } from "@/lib/access/model";
import { resolveClients } from "@/lib/client-names/queries";
import { createClient } from "@/lib/clients/mutations";
import type { ClientRow } from "@/lib/clients/queries";
import type { AppendItem } from "@/lib/entries/batch";
import { internalClient } from "@/lib/entries/fields";
import type { EventInput } from "@/lib/entries/model";
import { prepareEntry } from "@/lib/entries/prepare";
import { redactEvent, redactValue } from "@/lib/entries/redact";
import { listSubjects } from "@/lib/entries/subjects";
import { slugSchema } from "@/lib/organizations/mutations";
import {
  type AppendOutcome,
  appendRequests,
  appendWithin,
  nameEntry,
  senderOf,
} from "@/lib/runtime/append";
import { forWriting, inScope } from "@/lib/runtime/transaction";
import type { SourceMapper } from "./model";
import { keyOfRecord } from "./record-key";
import type { StreamedRecord } from "./records";
import {
  isRefused,
  type MappedLine,
  type RefusedRecord,
  type Taken,
  takeRecord,
} from "./taken-record";

export type ImportCounts = {
  read: number;
  imported: number;
  repeated: number;
  refused: number;
};

export type ImportOptions = {
  mapper: SourceMapper;
  fileName: string;
  /** The client of every record; null lets each record name its own. */
  clientSlug: string | null;
  createsClients: boolean;
  skipsBad: boolean;
  onProgress: (counts: ImportCounts) => void;
  onRefused: (refused: RefusedRecord) => void;
};

export const importBatchRecordsMax = 500;

type Prepared = { mapped: MappedLine; items: AppendItem[] };

/**
 * Imports a stream of records in constant memory. A record is known by its vendor's id and
 * its content, so importing it again adds nothing, and an id used twice loses nothing. Stops
 * at the first refused record unless `skipsBad`; what was imported before it stays.
 */
export async function importRecords(
  ctx: Ctx,
  records: AsyncIterable<StreamedRecord>,
  options: ImportOptions,
): Promise<ImportCounts> {
  const run = new ImportRun(ctx, options);
  for await (const streamed of records) {
    run.take(streamed);
    if (run.isFull) await run.flush();
    if (run.isStopped) break;
  }
  await run.flush();
  await run.settle();
  await run.tell();
  return run.counts;
}

class ImportRun {
  readonly counts: ImportCounts = { read: 0, imported: 0, repeated: 0, refused: 0 };
  isStopped = false;
  /** A record that is refused waits for those before it: it may not be the first. */
  private isEnding = false;
  private waiting: Taken[] = [];
  private clients = new Map<string, ClientRow>();
  private inFlight: Promise<void> = Promise.resolve();

  constructor(
    private readonly ctx: Ctx,
    private readonly options: ImportOptions,
  ) {}

  get isFull(): boolean {
    return this.isEnding || this.waiting.length >= importBatchRecordsMax;
  }

  take(streamed: StreamedRecord): void {
    this.counts.read += 1;
    const taken = takeRecord(this.options.mapper, streamed);
    this.waiting.push(...taken);
    this.isEnding ||= !this.options.skipsBad && taken.some(isRefused);
  }

  /** Prepares the next batch while the one before is being written. */
  async flush(): Promise<void> {
    const batch = this.waiting;
    this.waiting = [];
    if (batch.length === 0) return;
    await this.learnClients(batch);
    const prepared = this.dropTwins(this.prepareUntilStop(batch));
    await this.inFlight;
    this.inFlight = this.write(prepared);
    this.inFlight.catch(() => {});
  }

  private prepareUntilStop(batch: Taken[]): Prepared[] {
    const { skipsBad } = this.options;
    const prepared: Prepared[] = [];
    for (const taken of batch) {
      const ready = isRefused(taken) ? taken : this.prepare(taken);
      if ("items" in ready) prepared.push(ready);
      else this.refuse(ready);
      if (!("items" in ready) && !skipsBad) break;
    }
    return prepared;
  }

  /** One append knows an idempotency key once; the key tells the content too. */
  private dropTwins(batch: Prepared[]): Prepared[] {
    const all = new Map(batch.map((one) => [one.items[0]?.idempotency?.key, one]));
    this.counts.repeated += batch.length - all.size;
    return [...all.values()];
  }

  settle(): Promise<void> {
    return this.inFlight;
  }

  private async write(batch: Prepared[]): Promise<void> {
    const { organizationId } = this.ctx.scope;
    const outcomes = await inScope(forWriting(this.ctx.scope), (tx) =>
      appendRequests(
        tx,
        organizationId,
        batch.map(({ items }) => items),
      ),
    );
    outcomes.forEach((outcome, at) => {
      this.count(outcome, batch[at]?.mapped.line ?? 0);
    });
    this.options.onProgress(this.counts);
  }

  private count(outcome: AppendOutcome, line: number): void {
    if (outcome.status === "appended") this.counts.imported += 1;
    else if (outcome.status === "repeated") this.counts.repeated += 1;
    else {
      const detail = "a record with this id and other content was imported before";
      this.refuse({ line, pointer: "", detail });
    }
  }

  private refuse(refused: RefusedRecord): void {
    this.counts.refused += 1;
    this.options.onRefused(refused);
    if (!this.options.skipsBad) this.isStopped = true;
  }

  private async learnClients(batch: Taken[]): Promise<void> {
    const wanted = new Set(
      batch.flatMap((one) => (isRefused(one) ? [] : this.referencesOf(one.record.event))),
    );
    const unknown = [...wanted].filter((reference) => !this.clients.has(reference));
    if (unknown.length === 0) return;
    await this.inFlight;
    const found = await this.findOrCreate(unknown);
    for (const [reference, row] of found) this.clients.set(reference, row);
  }

  private async findOrCreate(references: string[]): Promise<Map<string, ClientRow>> {
    const scope = forWriting(this.ctx.scope);
    const found = await inScope(scope, (tx) => resolveClients(tx, references));
    if (!this.options.createsClients) return found;
    const missing = references.filter((reference) => !found.has(reference));
    for (const slug of missing.filter(canBeClient)) {
      const created = await createClient(this.ctx, { slug, name: slug });
      const fresh = { timeZone: "UTC", archivedAt: null, mergedIntoId: null };
      found.set(slug, { ...created, ...fresh });
    }
    return found;
  }

  private referencesOf(event: EventInput): string[] {
    if (this.options.clientSlug !== null) return [this.options.clientSlug];
    return event.clients ?? (event.client == null ? [] : [event.client]);
  }

  private prepare(mapped: MappedLine): Prepared | RefusedRecord {
    const { line, position, record } = mapped;
    const event = redactEvent(record.event);
    const references = this.referencesOf(event);
    const missing = references.find((reference) => !this.clients.has(reference));
    if (missing !== undefined) {
      return { line, pointer: "/client", detail: this.describeMissing(missing) };
    }
    const clients = references.flatMap((reference) => this.clients.get(reference) ?? []);
    const subjects = listSubjects(event, clients);
    if (subjects === null) {
      const detail = "it cannot be told whose each target is";
      return { line, pointer: "/targets", detail };
    }
    const { vendor } = record;
    const vendorRecord = redactValue(record.vendorRecord);
    const { key, contentHash } = keyOfRecord(record, position);
    const items = subjects.map((subject, at) => ({
      prepared: prepareEntry(event, senderOf(this.ctx), subject, {
        ...nameEntry(),
        vendor,
        vendorRecord,
      }),
      idempotency: { key: `${key}/${at}`, contentHash },
    }));
    return { mapped, items };
  }

  private describeMissing(reference: string): string {
    const hint = this.options.createsClients
      ? "it cannot be the slug of one"
      : "add it, or import with --create-clients";
    return `no client "${reference}"; ${hint}`;
  }

  /** The import itself is an entry, also one that stopped half-way. */
  async tell(): Promise<void> {
    const { mapper, fileName, clientSlug } = this.options;
    const outcome = this.isStopped ? "failed" : "success";
    const event: EventInput = {
      action: "import.completed",
      outcome,
      reason: this.isStopped ? "a record was refused" : null,
      target: { type: "file", id: fileName, name: fileName },
      metadata: { source: mapper.source, client: clientSlug, ...this.counts },
    };
    await inScope(forWriting(this.ctx.scope), (tx) =>
      appendWithin(tx, this.ctx, [{ event, clientId: null }]),
    );
  }
}

function canBeClient(slug: string): boolean {
  return slug !== internalClient && slugSchema.safeParse(slug).success;
}
