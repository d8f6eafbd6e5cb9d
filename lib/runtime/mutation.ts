/**
 * Guarantees: a write cannot forget its permission, its validation, its transaction or its
 * own entry; a refused one, also one that its own rules refuse, leaves an entry that
 * outlives it.
 * Does not: decide which permission a write needs; lib/access/model's policy does.
 */
import type { z } from "zod";
import type { Tx } from "@/db/client";
import { type Ctx, isAllowed } from "@/lib/access/model";
import type { Permission } from "@/lib/access/policy";
import type { EventInput } from "@/lib/entries/model";
import { formatPointer } from "@/lib/entries/pointer";
import { describeIssue } from "@/lib/forms/issues";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { appendWithin } from "./append";
import { recordRefusal, recordUnknown, recordWriteRefusal } from "./refusal";
import { forWriting, inScope } from "./transaction";

type Silence = { silent: string };
type ClientEvent = { event: EventInput; clientId: string | null };
export type Told = EventInput | ClientEvent | ClientEvent[] | Silence;

/** none spells out why a write leaves no entry. */
export function none(reason: string): Silence {
  return { silent: reason };
}

/**
 * mutation returns a function that checks `permission`, validates its input with `schema`,
 * and runs the write and the append of its entry in one transaction.
 * Throws `access.denied` (after recording the refusal) and `input.invalid`.
 */
export function mutation<Schema extends z.ZodType, Value>(
  permission: Permission,
  schema: Schema,
  write: (
    tx: Tx,
    ctx: Ctx,
    input: z.infer<Schema>,
  ) => Promise<{ value: Value; event: Told }>,
): (ctx: Ctx, input: z.input<Schema>) => Promise<Value> {
  return async (ctx, input) => {
    if (!isAllowed(ctx.principal, permission)) throw await recordRefusal(ctx, permission);
    const parsed = schema.safeParse(input, { error: describeIssue });
    if (!parsed.success) {
      throw new AppError("input.invalid", { errors: listFieldErrors(parsed.error) });
    }
    const writing = inScope(forWriting(ctx.scope), async (tx) => {
      const { value, event } = await write(tx, ctx, parsed.data);
      await appendWithin(tx, ctx, listEvents(event));
      return value;
    });
    return writing.catch(async (thrown: unknown) => {
      if (thrown instanceof AppError && thrown.code === "access.denied") {
        await recordWriteRefusal(ctx, permission, thrown.message);
      }
      const unknown = describeUnknown(thrown, parsed.data);
      if (unknown) await recordUnknown(ctx, unknown);
      throw thrown;
    });
  };
}

/** What was asked for and is not there: as the write names it, else by the id it was given. */
function describeUnknown(thrown: unknown, input: unknown) {
  if (!(thrown instanceof AppError) || thrown.code !== "resource.not_found") return null;
  const { id } = (input ?? {}) as { id?: unknown };
  const isNamed = typeof id === "string";
  return thrown.facts.unknown ?? (isNamed ? { type: "record", id } : null);
}

export function listFieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") {
      return [{ pointer: formatPointer(path), detail: issue.message }];
    }
    return issue.keys.map((key) => ({
      pointer: formatPointer([...path, key]),
      detail: "is not a field that can be set",
    }));
  });
}

function listEvents(told: Told): ClientEvent[] {
  if ("silent" in told) return [];
  if (Array.isArray(told)) return told;
  return "event" in told ? [told] : [{ event: told, clientId: null }];
}
