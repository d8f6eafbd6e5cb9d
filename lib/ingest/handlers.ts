import { apiRoute } from "@/lib/access/wrap";
import { answerAppended } from "@/lib/entries/handlers";
import { checkEvent } from "@/lib/entries/intake";
import { limits } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { readBody } from "@/lib/kit/body";
import { AppError, type FieldError } from "@/lib/kit/errors";
import type { JsonObject } from "@/lib/proof/json-value";
import { streamRecords } from "./formats/record-stream";
import type { SourceMapper } from "./model";
import { detectFormat } from "./record-format";
import { keyOfRecord } from "./record-key";
import { findSource, listSources } from "./sources/registry";

type Sent = Parameters<typeof appendEvents>[1][number];
type Mapped = { sent: Sent[]; errors: FieldError[] };

/** All or nothing: one record that cannot be mapped refuses the request, naming it. */
export const handleIngest = apiRoute(
  "log:append",
  "/api/v1/ingest/{source}",
  async (ctx, request, { source = "" }) => {
    const mapper = findSource(source);
    if (!mapper) {
      const known = listSources().map((one) => one.source);
      const detail = `No source "${source}". Sources: ${known.join(", ")}.`;
      throw new AppError("resource.not_found", { detail });
    }
    const bytes = await readBody(request, limits.requestBytesMax, { mayBeGzip: true });
    if (bytes.length === 0) throw new AppError("request.empty");
    const { sent, errors } = await mapBody(bytes, mapper);
    if (errors.length > 0) throw new AppError("event.invalid", { errors });
    if (sent.length === 0) throw new AppError("request.empty");
    return answerAppended(ctx, await appendEvents(ctx, dropTwins(sent)));
  },
);

async function mapBody(bytes: Uint8Array, mapper: SourceMapper): Promise<Mapped> {
  const format = mapper.source === "csv" ? "csv" : detectFormat(bytes);
  const all: Mapped = { sent: [], errors: [] };
  let at = 0;
  for await (const streamed of streamRecords(once(bytes), format)) {
    const pointer = `/records/${at}`;
    at += 1;
    if (!streamed.ok) {
      const { kind, detail } = streamed.problem;
      const place = `line ${streamed.line}: ${detail}`;
      if (kind === "syntax") throw new AppError("request.malformed", { detail: place });
      all.errors.push({ pointer: pointer + streamed.problem.pointer, detail: place });
      continue;
    }
    const mapped = mapRecord(streamed.record, pointer, mapper);
    all.sent.push(...mapped.sent);
    all.errors.push(...mapped.errors);
  }
  if (all.sent.length > limits.requestEventsMax) {
    const detail = `A request may hold ${limits.requestEventsMax} events.`;
    throw new AppError("request.too_large", { detail });
  }
  return all;
}

function mapRecord(record: JsonObject, pointer: string, mapper: SourceMapper): Mapped {
  const mapped = mapper.map(record);
  if (!mapped.ok) {
    const { detail } = mapped.reason;
    return { sent: [], errors: [{ pointer: pointer + mapped.reason.pointer, detail }] };
  }
  const checked = mapped.value.map((one, position) => {
    const { event, errors } = checkEvent(one.event as JsonObject, pointer);
    const { vendor, vendorRecord } = one;
    const idempotency = keyOfRecord(one, position);
    return {
      errors,
      sent: { event, pointer, origin: { vendor, vendorRecord }, idempotency },
    };
  });
  return {
    sent: checked.map(({ sent }) => sent),
    errors: checked.flatMap(({ errors }) => errors),
  };
}

/** A record twice in one body is one record. */
function dropTwins(sent: Sent[]): Sent[] {
  const seen = new Map(sent.map((one) => [one.idempotency?.key, one]));
  return [...seen.values()];
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
