import { gateNextSession, startSession } from "@/lib/access/auth";
import { parseNextPath } from "@/lib/access/request";
import { personOf, renewSession } from "./mutations";

/**
 * Gives a session whose person has another role another id, and leads back. Asked for when
 * nothing is due, or twice, it changes nothing, so a link to it does no harm.
 */
export async function handleRenewal(request: Request): Promise<Response> {
  const base = process.env.CUSTODY_URL ?? "";
  const next = new URL(request.url).searchParams.get("next");
  const arriving = await gateNextSession();
  if (arriving?.session.isRenewalDue && arriving.session.stage === "full") {
    await renewSession(arriving.ctx, { from: arriving.session.id });
    await startSession(personOf(arriving.ctx).sessionId);
  }
  const headers = {
    location: parseNextPath(next, base, "/"),
    "cache-control": "no-store",
  };
  return new Response(null, { status: 303, headers });
}
