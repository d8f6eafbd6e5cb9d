import { apiRoute } from "@/lib/access/wrap";
import { AppError } from "@/lib/kit/errors";
import { sealNow } from "@/lib/seal/mutations";
import { findEntryProof } from "./queries";

const sealWaitMs = 10_000;

/** A proof of an entry that is not sealed yet has it sealed first. */
export const handleProof = apiRoute(
  "log:verify",
  "/api/v1/audit-logs/{id}/proof",
  async (ctx, _request, { id = "" }) => {
    let found = await findEntryProof(ctx.scope, id);
    if (found.kind === "unsealed") {
      await sealNow(ctx.scope.organizationId, sealWaitMs);
      found = await findEntryProof(ctx.scope, id);
    }
    if (found.kind === "absent") {
      throw new AppError("resource.not_found", { detail: `No entry "${id}".` });
    }
    if (found.kind === "unsealed") {
      throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
    }
    return Response.json(found.proof);
  },
);
