import { mintInboundCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import { paceMs, waitOut } from "@/lib/access/pace";
import { readContext } from "@/lib/access/request";
import { answerApi } from "@/lib/access/wrap";
import { answerAppended, refuseSecondKeys } from "@/lib/entries/handlers";
import { parseEvents } from "@/lib/entries/intake";
import type { EventInput } from "@/lib/entries/model";
import { limits } from "@/lib/entries/model";
import { appendEvents } from "@/lib/entries/mutations";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { foldEvent } from "@/lib/runtime/fold";
import { recordDenied } from "@/lib/runtime/refusal";
import { findSignatureProblem } from "./channels/verify";
import { findInbound, type Inbound } from "./queries";

type Parameters = { params: Promise<Record<string, string>> };
type Sender = { ctx: Ctx; inbound: Inbound };

const messageIdPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * Takes events of a system that signs them as Standard Webhooks says: one event or a batch,
 * in JSON, as POST /events takes them. Answers 201, or 200 for a message that was taken
 * before, of which nothing is stored again; 401 for what is not signed by the integration
 * or is more than five minutes old, which is in the log of whose address it came to.
 */
export function handleInbound(
  request: Request,
  { params }: Parameters,
): Promise<Response> {
  return answerApi(request, async () => {
    const { id = "" } = await params;
    const { sender, body } = await gateMessage(id, request);
    return takeMessage(sender, request.headers, body);
  });
}

/** No sooner for an address that nobody has than for a signature that is wrong. */
async function gateMessage(
  id: string,
  request: Request,
): Promise<{ sender: Sender; body: Uint8Array }> {
  const startedAt = performance.now();
  const inbound = await findInbound(id);
  if (inbound !== null) {
    const { organizationId, name, isEnabled, secrets } = inbound;
    const ctx = mintInboundCtx(organizationId, name, readContext(request.headers));
    const body = await readBody(request, limits.requestBytesMax);
    const problem = isEnabled
      ? findSignatureProblem(secrets, request.headers, body)
      : "the integration is off";
    if (problem === null) return { sender: { ctx, inbound }, body };
    await recordDenied(ctx, {
      action: "integration.event_refused",
      reason: problem,
      ...describeSender(inbound),
    });
  }
  await waitOut(startedAt, paceMs.key);
  const detail = "No integration of this address signed it, or its time is off.";
  throw new AppError("access.unauthenticated", { detail });
}

async function takeMessage(
  { ctx, inbound }: Sender,
  headers: Headers,
  body: Uint8Array,
): Promise<Response> {
  const messageId = headers.get("webhook-id") ?? "";
  if (!messageIdPattern.test(messageId)) {
    const detail = "webhook-id must be 1 to 200 printable ASCII characters.";
    throw new AppError("event.invalid", { detail });
  }
  const { actor } = describeSender(inbound);
  const received = parseEvents(body, "json");
  refuseSecondKeys(received, "webhook-id");
  const events = received.map((one) => ({
    ...one,
    event: { ...one.event, actor: one.event.actor ?? actor },
  }));
  const appended = await appendEvents(ctx, events, `${inbound.id} ${messageId}`);
  if (appended.isRepeat) await countRepeat({ ctx, inbound });
  return answerAppended(ctx, appended);
}

/** A sender that never got our answer sends again; so does who listened on the way. */
async function countRepeat({ ctx, inbound }: Sender): Promise<void> {
  const event = { action: "integration.event_repeated", ...describeSender(inbound) };
  const key = `${event.action} ${inbound.id}`;
  await foldEvent(ctx, { key, event, clientId: null, atOnceMax: 1 });
}

function describeSender({ id, name }: Inbound) {
  const actor: EventInput["actor"] = { type: "integration", id, name };
  return { actor, target: { type: "integration", id, name } };
}
