import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { JsonView } from "@/components/entries/json-view";
import { Badge } from "@/components/ui/badge";
import type { Entry } from "@/lib/entries/model";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";

/** What was sent to another system, and what it answered. */
export function RequestPanel({ entry: { request, response } }: { entry: Entry }) {
  const sent = isJsonObject(request) ? request : {};
  const got = isJsonObject(response) ? response : {};
  return (
    <div className="grid gap-4 text-sm">
      {request !== null && (
        <Part title="Request">
          {typeof sent.method === "string" && <Badge>{sent.method}</Badge>}
          {typeof sent.url === "string" && (
            <HostileText text={sent.url} className="font-mono text-xs break-all" />
          )}
          <Body label="request body" whole={request} body={sent.body} />
        </Part>
      )}
      {response !== null && (
        <Part title="Response">
          {typeof got.status === "number" && (
            <Badge tone={got.status >= 400 ? "red" : "plain"}>{got.status}</Badge>
          )}
          {typeof got.duration_ms === "number" && (
            <span className="text-muted-foreground">{got.duration_ms} ms</span>
          )}
          <Body label="response body" whole={response} body={got.body} />
        </Part>
      )}
      <p className="text-muted-foreground">
        What was sent and answered is sensitive: opening this entry was recorded.
      </p>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-wrap items-center gap-2">
      <h3 className="w-full font-medium">{title}</h3>
      {children}
    </section>
  );
}

/** What does not follow the usual shape is shown whole rather than in part. */
function Body({
  label,
  whole,
  body,
}: {
  label: string;
  whole: JsonValue;
  body: JsonValue | undefined;
}) {
  const known = new Set(["method", "url", "body", "status", "duration_ms"]);
  const isUsual =
    isJsonObject(whole) && Object.keys(whole).every((name) => known.has(name));
  if (isUsual && body === undefined) {
    return <p className="w-full text-muted-foreground">No body.</p>;
  }
  return (
    <div className="w-full">
      <JsonView value={isUsual && body !== undefined ? body : whole} label={label} />
    </div>
  );
}
