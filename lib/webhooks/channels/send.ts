import { OutboundError, type OutboundRules, sendOutbound } from "@/lib/outbound/send";
import { type Outcome, readOutcome } from "../model";
import { signMessage } from "./signature";

export type Message = { url: string; secrets: string[]; id: string; body: string };

/** One try: signed now, sent through the guarded way out, and nothing of the answer kept. */
export async function sendMessage(
  { url, secrets, id, body }: Message,
  rules: OutboundRules,
): Promise<Outcome> {
  const headers = signMessage(secrets, { id, at: new Date(), body });
  try {
    const answer = await sendOutbound({ url, method: "POST", headers, body }, rules);
    const [retryAfter = null] = [answer.headers["retry-after"] ?? null].flat();
    return readOutcome(answer.status, retryAfter);
  } catch (thrown) {
    if (!(thrown instanceof OutboundError)) throw thrown;
    return { kind: "unreached", why: thrown.message };
  }
}
