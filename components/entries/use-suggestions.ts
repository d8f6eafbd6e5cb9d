import { useEffect, useState } from "react";
import type { Suggestion } from "@/components/entries/query-suggestions";
import type { FieldName } from "@/lib/entries/field-names";
import { type CaretPart, listNameSuggestions } from "@/lib/entries/query-caret";

const pauseMs = 120;
const none: Suggestion[] = [];

const words: Record<FieldName, string> = {
  verb: "what kind of deed: create, delete, login …",
  action: "exact name, ticket.* for all of a kind",
  category: "area of the catalogue",
  entity: "type of record",
  id: "id of a record",
  actor: "who: id, e-mail, system",
  client: "customer it is about",
  outcome: "success, failed, denied",
  source: "channel it came in by",
  vendor: "product it came from",
  ip: "address or network",
  ua: "browser or tool",
  session: "id of a session",
  request: "id of a request",
};

/** Field names at once, values with their counts from the server, for what is typed. */
export function useSuggestions(
  part: CaretPart | null,
  client: string | null,
): Suggestion[] {
  const [found, setFound] = useState<{ key: string; values: Suggestion[] }>();
  const key =
    part?.kind === "value"
      ? new URLSearchParams({
          field: part.field,
          prefix: part.prefix,
          ...(client === null ? {} : { client }),
        }).toString()
      : null;

  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const values = await askValues(key, abort.signal);
      if (values !== null) setFound({ key, values });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key]);

  if (part === null) return none;
  if (part.kind === "value") return found?.key === key ? (found?.values ?? none) : none;
  if (part.prefix === "") return none;
  return listNameSuggestions(part.prefix).map((value) => ({
    value,
    label: words[value],
    count: null,
  }));
}

/** Null when the server could not be asked: typing goes on without suggestions. */
async function askValues(
  query: string,
  signal: AbortSignal,
): Promise<Suggestion[] | null> {
  try {
    const answer = await fetch(`/api/log/suggestions?${query}`, { signal });
    if (!answer.ok) return null;
    return ((await answer.json()) as { data: Suggestion[] }).data;
  } catch {
    return null;
  }
}
