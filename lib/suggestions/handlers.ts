import { gateSession } from "@/lib/access/auth";
import { narrowToClient } from "@/lib/access/mint";
import { isAllowed, type Scope } from "@/lib/access/model";
import { requestIdHeader } from "@/lib/access/request";
import { answerError } from "@/lib/access/wrap";
import { resolveClients } from "@/lib/client-names/queries";
import type { ClientRow } from "@/lib/clients/queries";
import { isFieldName } from "@/lib/entries/field-names";
import { fields } from "@/lib/entries/fields";
import { AppError } from "@/lib/kit/errors";
import { recordRefusal } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { suggestValues } from "@/lib/segments/queries";

const suggestionsMax = 10;
const prefixLengthMax = 200;

/** Values of a field for somebody who is typing one: only what the reader's scope holds. */
export async function handleSuggestions(request: Request): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    const params = new URL(request.url).searchParams;
    const { scope } = await gateList("/api/log/suggestions", params.get("client"));
    const field = params.get("field") ?? "";
    const prefix = (params.get("prefix") ?? "").slice(0, prefixLengthMax);
    if (!isFieldName(field)) throw new AppError("query.invalid");
    const found = await suggestValues(scope, field, prefix, suggestionsMax);
    const data = found.map(({ value, label, count }) => ({
      value,
      label: label ?? (fields[field].values ? fields[field].describe(value) : null),
      count: count === 0 ? null : count,
    }));
    return Response.json({ data }, { headers: { "cache-control": "private, no-store" } });
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}

/** Who may read the list; on a client's page no more than what is the client's. */
export async function gateList(
  route: string,
  slug: string | null,
): Promise<{ scope: Scope; client: ClientRow | null }> {
  const ctx = await gateSession();
  if (!ctx) throw new AppError("access.unauthenticated");
  if (!isAllowed(ctx.principal, "log:read")) {
    throw await recordRefusal(ctx, "log:read", route);
  }
  if (slug === null) return { scope: ctx.scope, client: null };
  const found = await readInScope(ctx.scope, (tx) => resolveClients(tx, [slug]));
  const client = found.get(slug);
  const { own } = ctx.scope;
  const isOwn = client && (own === null || own.clientIds.includes(client.id));
  if (!isOwn) throw new AppError("resource.not_found");
  return { scope: narrowToClient(ctx.scope, client.id), client };
}
