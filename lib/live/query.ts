import { type ApiQuery, parseApiQuery } from "@/lib/entries/api-query";
import { parsePosition } from "@/lib/entries/parameters";
import type { FieldError } from "@/lib/kit/errors";
import { failure, type Result, success } from "@/lib/kit/result";

export type LiveQuery = Pick<ApiQuery, "filter" | "zone"> & {
  /** The last entry the reader has; null begins with the next one. */
  place: number | null;
};

const pagingNames = ["limit", "offset", "order"];

/** The query of GET /audit-logs/stream: that of /audit-logs, where it means something here. */
export function parseLiveQuery(
  params: URLSearchParams,
  lastEventId: string | null,
): Result<LiveQuery, FieldError[]> {
  const refused = pagingNames
    .filter((name) => params.has(name))
    .map((name) => ({ pointer: `?${name}`, detail: "means nothing in a stream" }));
  const parsed = parseApiQuery(params);
  if (!parsed.ok) return failure([...parsed.reason, ...refused]);
  const place = lastEventId === null ? parsed.value.cursor : parsePosition(lastEventId);
  if (lastEventId !== null && place === null) {
    const detail = "is not the id of an event of this stream";
    refused.push({ pointer: "#Last-Event-ID", detail });
  }
  if (refused.length > 0) return failure(refused);
  const { filter, zone } = parsed.value;
  return success({ filter, zone, place });
}
