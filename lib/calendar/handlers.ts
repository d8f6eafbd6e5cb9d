import { requestIdHeader } from "@/lib/access/request";
import { answerError } from "@/lib/access/wrap";
import { everything } from "@/lib/entries/filter";
import { AppError } from "@/lib/kit/errors";
import { loadZone } from "@/lib/organizations/loaders";
import { listBuckets } from "@/lib/segments/queries";
import { gateList } from "@/lib/suggestions/handlers";
import { listDays } from "./months";

/** The days of two months on which the reader's log has entries, in the list's zone. */
export async function handleDays(request: Request): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    const params = new URL(request.url).searchParams;
    const { scope, client } = await gateList("/api/log/days", params.get("client"));
    const zone = client?.timeZone ?? (await loadZone());
    const found = listDays(params.get("month") ?? "", zone);
    if (found === null) throw new AppError("query.invalid");
    const { days, edges } = found;
    const range = { from: edges[0] ?? null, to: edges.at(-1) ?? null };
    const buckets = await listBuckets(scope, { filter: everything, range }, edges);
    const hasEntries = (place: number) => {
      const { success = 0, failed = 0, denied = 0 } = buckets[place] ?? {};
      return success + failed + denied > 0;
    };
    const data = days.filter((_day, place) => hasEntries(place));
    return Response.json({ data }, { headers: { "cache-control": "private, no-store" } });
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}
