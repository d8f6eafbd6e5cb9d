import { mintSystemCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { log } from "@/lib/kit/log";
import { readInScope } from "@/lib/runtime/transaction";
import { completeErasure, eraseBatch } from "./mutations";
import { type Erasure, findAbout, findErasure, listApprovedErasures } from "./queries";

const systemName = "Erasure";
const entriesPerBatch = 200;
/** PostgreSQL: a hold was set meanwhile; and: an entry is not sealed yet. */
const waitingStates = ["55000", "55006"];

/** Carries out what two owners decided; what is held or not sealed yet waits. */
export async function eraseJob(): Promise<void> {
  for (const approved of await listApprovedErasures()) {
    await eraseOne(approved).catch((thrown: unknown) => {
      const { organizationId, id } = approved;
      if (waitingStates.includes(stateOf(thrown) ?? "")) {
        log.info({ organizationId, id }, "an erasure waits");
        return;
      }
      log.error({ err: thrown, organizationId, id }, "an erasure could not be done");
    });
  }
}

type Key = Pick<Erasure, "organizationId" | "id">;

/** One erasure, to its end. Throws where it has to wait. */
export async function eraseOne({ organizationId, id }: Key): Promise<void> {
  const ctx = mintSystemCtx(organizationId, systemName);
  for (;;) {
    const places = await listLeft(ctx, id);
    if (places.length === 0) break;
    for (let at = 0; at < places.length; at += entriesPerBatch) {
      await eraseBatch(ctx, { id, places: places.slice(at, at + entriesPerBatch) });
    }
  }
  const { entryCount, fieldCount } = await completeErasure(ctx, { id });
  log.info({ organizationId, id, entryCount, fieldCount }, "fields were erased");
}

async function listLeft({ scope }: Ctx, id: string): Promise<number[]> {
  return readInScope(scope, async (tx) => {
    const erasure = await findErasure(tx, scope.organizationId, id);
    if (!erasure?.subject) return [];
    const { subject, belowIdx } = erasure;
    const found = await findAbout(tx, scope, { subject, belowIdx });
    return found.map(({ idx }) => idx);
  });
}

function stateOf(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ("code" in error && typeof error.code === "string") return error.code;
  }
  return null;
}
