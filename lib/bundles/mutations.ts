import type { Scope } from "@/lib/access/model";
import { AppError } from "@/lib/kit/errors";
import { sealNow } from "@/lib/seal/mutations";
import type { SealedChain } from "./model";

const sealWaitMs = 10_000;

/** What is sealed of a chain, up to a place at least: what no epoch holds yet is sealed first. */
export async function requireSealed(
  { organizationId }: Pick<Scope, "organizationId">,
  place: number,
  find: () => Promise<SealedChain | null>,
): Promise<SealedChain> {
  const sealed = await find();
  if (sealed && sealed.head.size > place) return sealed;
  await sealNow(organizationId, sealWaitMs);
  const again = await find();
  if (again && again.head.size > place) return again;
  throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
}
