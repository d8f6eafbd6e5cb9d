import { AppError, toAppError, toResponse } from "@/lib/kit/errors";
import { log } from "@/lib/kit/log";
import { foldEvent } from "@/lib/runtime/fold";
import { recordRefusal } from "@/lib/runtime/refusal";
import { gateKey } from "./gate";
import { type Ctx, isAllowed } from "./model";
import type { Permission } from "./policy";
import { requestIdHeader } from "./request";

type Parameters = { params: Promise<Record<string, string>> };
type Handler = (
  ctx: Ctx,
  request: Request,
  params: Record<string, string>,
) => Promise<Response>;

/**
 * A route of /api/v1: key, permission, error table, request id. Reads are counted before
 * they are answered, so that a search that finds nothing is in the log too.
 */
export function apiRoute(permission: Permission, route: string, handle: Handler) {
  return (request: Request, { params }: Parameters): Promise<Response> =>
    answerApi(request, async () => {
      const call = `${request.method} ${route}`;
      const ctx = await gateKey(request.headers);
      if (!isAllowed(ctx.principal, permission)) {
        throw await recordRefusal(ctx, permission, call);
      }
      if (permission !== "log:append") await countUse(ctx, call);
      return handle(ctx, request, await params).catch(async (thrown: unknown) => {
        if (permission === "log:append") await countRejected(ctx, call, thrown);
        throw thrown;
      });
    });
}

/** What every answer of /api/v1 has, whoever is let in: request id, no cache, the error table. */
export async function answerApi(
  request: Request,
  act: () => Promise<Response>,
): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    const response = await act();
    response.headers.set("x-request-id", requestId);
    if (!response.headers.has("cache-control")) {
      response.headers.set("cache-control", "private, no-store");
    }
    return response;
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}

export function answerError(thrown: unknown, requestId: string): Response {
  const error = toAppError(thrown);
  if (error.status >= 500) log.error({ err: thrown, requestId }, error.message);
  return toResponse(error, requestId);
}

/** What a method that a route does not have answers; Next's own answer has no body. */
export function refuseMethod(allow: string) {
  return async (request: Request): Promise<Response> =>
    toResponse(
      new AppError("request.method_not_allowed", { allow }),
      request.headers.get(requestIdHeader) ?? crypto.randomUUID(),
    );
}

async function countUse(ctx: Ctx, route: string): Promise<void> {
  if (ctx.principal.kind !== "key") return;
  const { keyId, name } = ctx.principal;
  await foldEvent(ctx, {
    key: `api_key.used ${keyId} ${route}`,
    event: {
      action: "api_key.used",
      target: { type: "api_key", id: keyId, name },
      metadata: { route },
    },
    clientId: ctx.scope.clientId,
    atOnceMax: 0,
  });
}

/** What a sender sent and we refused makes no entry of its own: it is counted. */
async function countRejected(ctx: Ctx, route: string, thrown: unknown): Promise<void> {
  const { code, status } = toAppError(thrown);
  if (ctx.principal.kind !== "key" || status >= 500 || code === "access.denied") return;
  const { keyId, name } = ctx.principal;
  await foldEvent(ctx, {
    key: `api_key.used ${keyId} ${route} ${code}`,
    event: {
      action: "api_key.used",
      outcome: "failed",
      reason: code,
      target: { type: "api_key", id: keyId, name },
      metadata: { route },
    },
    clientId: ctx.scope.clientId,
    atOnceMax: 0,
  });
}
