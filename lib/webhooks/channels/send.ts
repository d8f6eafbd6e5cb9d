import {
  OutboundError,
  type OutboundRules,
  readHeader,
  sendOutbound,
} from "@/lib/outbound/send";
import { formatChatMessage } from "../chat";
import { isSigned, type Outcome, readOutcome, type WebhookFormat } from "../model";
import { plainHeaders, signMessage } from "./signature";

export type Message = {
  url: string;
  format: WebhookFormat;
  secrets: string[];
  id: string;
  payload: string;
};

/** One try: signed now, sent through the guarded way out, and nothing of the answer kept. */
export async function sendMessage(
  { url, format, secrets, id, payload }: Message,
  rules: OutboundRules,
): Promise<Outcome> {
  const body = isSigned(format) ? payload : formatChatMessage(format, payload);
  const headers = isSigned(format)
    ? signMessage(secrets, { id, at: new Date(), body })
    : plainHeaders;
  try {
    const answer = await sendOutbound({ url, method: "POST", headers, body }, rules);
    return readOutcome(answer.status, readHeader(answer, "retry-after"));
  } catch (thrown) {
    if (!(thrown instanceof OutboundError)) throw thrown;
    return { kind: "unreached", why: thrown.message };
  }
}
