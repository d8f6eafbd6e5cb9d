import { Webhook, WebhookVerificationError } from "standardwebhooks";

/**
 * Why a message is not one of who holds a secret, or null where it is: its signature is
 * wrong, or its time is more than five minutes off.
 * Source: standardwebhooks.com, specification 1.0.0.
 */
export function findSignatureProblem(
  secrets: string[],
  headers: Headers,
  body: Uint8Array,
): string | null {
  const named = Object.fromEntries(
    ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => [
      name,
      headers.get(name) ?? "",
    ]),
  );
  let problem = "there is no secret";
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(Buffer.from(body), named, { jsonParse: false });
      return null;
    } catch (thrown) {
      if (!(thrown instanceof WebhookVerificationError)) throw thrown;
      problem = thrown.message;
    }
  }
  return problem;
}
