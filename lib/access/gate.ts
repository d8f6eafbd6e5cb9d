import { createHash, timingSafeEqual } from "node:crypto";
import { isFromAllowed } from "@/lib/api-keys/model";
import { AppError } from "@/lib/kit/errors";
import { countKeyUse } from "@/lib/runtime/key-uses";
import { recordDenied } from "@/lib/runtime/refusal";
import { parseApiKey } from "./api-key";
import { mintKeyCtx } from "./mint";
import type { Ctx } from "./model";
import { paceMs, waitOut } from "./pace";
import { findApiKey, type KeyRecord } from "./queries";
import { readContext } from "./request";

/**
 * Whose API key this is. Throws 401, no sooner for a key nobody has than for one that is
 * there and refused, which is logged first (T-61).
 */
export async function gateKey(headers: Headers): Promise<Ctx> {
  const startedAt = performance.now();
  try {
    return await readKey(headers);
  } catch (thrown) {
    await waitOut(startedAt, paceMs.key);
    throw thrown;
  }
}

async function readKey(headers: Headers): Promise<Ctx> {
  const [, token = ""] = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
  const parts = parseApiKey(token);
  const record = parts ? await findApiKey(parts.publicId) : null;
  const digest = createHash("sha256").update(token).digest();
  const isRight = timingSafeEqual(digest, record?.secretHash ?? Buffer.alloc(32));
  if (!record) throw new AppError("access.unauthenticated");
  const ctx = mintKeyCtx(record, readContext(headers));
  const { ip } = ctx.context;
  const problem = isRight ? describeProblem(record, ip) : "wrong secret";
  countKeyUse(record, ip, problem === null ? "used" : "refused");
  if (problem === null) return ctx;
  await recordDenied(ctx, {
    action: "api_key.refused",
    reason: problem,
    target: { type: "api_key", id: record.id, name: record.name },
  });
  throw new AppError("access.unauthenticated");
}

function describeProblem(record: KeyRecord, ip: string | null): string | null {
  if (record.revokedAt) return "the key is revoked";
  if (record.expiresAt && new Date(record.expiresAt) <= new Date()) {
    return "the key has expired";
  }
  if (isFromAllowed(record.allowedIps, ip)) return null;
  return `the key may not be used from ${ip ?? "an unknown address"}`;
}
