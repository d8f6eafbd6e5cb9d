/**
 * Guarantees: a sensitive read is in the log before its reader sees anything, so a read that
 * cannot be logged is not given.
 * Does not: tell every refresh apart; the same reader of the same thing within one window
 * of lib/runtime/fold is one entry, and the repeats are counted.
 */
import type { Ctx } from "@/lib/access/model";
import type { EventInput } from "@/lib/entries/model";
import { foldEvent } from "./fold";

/** recordReading logs that `ctx` looked at what the event's target names. */
export async function recordReading(
  ctx: Ctx,
  event: EventInput,
  clientId: string | null,
): Promise<void> {
  const { principal } = ctx;
  const reader = principal.kind === "user" ? principal.userId : principal.kind;
  const { type, id } = event.target ?? { type: "", id: "" };
  await foldEvent(ctx, {
    key: JSON.stringify([event.action, reader, type, id]),
    event,
    clientId,
    atOnceMax: 1,
  });
}
