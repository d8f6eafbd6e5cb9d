import { Webhook } from "standardwebhooks";

export const plainHeaders = {
  "content-type": "application/json",
  "user-agent": "Custody-Webhooks/1",
};

/** The headers of one try: the id stays, the time is the try's own, each secret signs. */
export function signMessage(
  secrets: string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, at, body));
  return {
    ...plainHeaders,
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signatures.join(" "),
  };
}
