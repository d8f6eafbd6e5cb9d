import { mintSessionCtx } from "@/lib/access/mint";
import type { Ctx } from "@/lib/access/model";
import type { StaffRole } from "@/lib/access/policy";
import { isRecentProof } from "@/lib/access/proof";
import { findSession, listArrivals } from "@/lib/access/queries";
import { drawToken } from "@/lib/access/token";
import { createUser } from "@/lib/people/mutations";
import { inScope } from "@/lib/runtime/transaction";
import { beginEnrolment, confirmEnrolment } from "@/lib/second-factor/mutations";
import { findSecondFactor } from "@/lib/second-factor/queries";
import { isNewcomer, type Newcomer, openSession } from "@/lib/sessions/mutations";
import { readCode } from "@/testing/authenticator";

export const nowhere = {
  ip: "203.0.113.7",
  user_agent: "x",
  session_id: null,
  request_id: null,
};
const password = "correct horse battery staple";
const way = { method: "password", hasPassedSecondFactor: false, isProof: true };

let made = 0;

/** A person with a password signed in: how far they come by that alone. */
export async function arrive(email: string) {
  const [arrival] = await listArrivals({ email });
  if (!isNewcomer(arrival)) throw new Error("may not come in");
  const { id, stage } = await openSession(arrival, way, nowhere);
  return { arrival, id, stage };
}

export async function addPerson(ctx: Ctx, role: StaffRole = "owner"): Promise<string> {
  made += 1;
  const email = `p${made}@msp.example`;
  await createUser(ctx, { email, name: "Pat", role, password });
  return email;
}

/** What a session under way shows, in the context of the id it gets next. */
export async function nextOf(id: string) {
  const session = await findSession(id);
  if (!session) throw new Error("no session");
  const isRecentlyProved = isRecentProof(session.provedSecondsAgo);
  const sessionId = drawToken();
  const facts = { ...session, sessionId, assignedClientIds: null, isRecentlyProved };
  return {
    ctx: mintSessionCtx(facts, nowhere),
    nextId: facts.sessionId,
    show: (code: string) => ({ from: id, isSignIn: true, method: "password", code }),
  };
}

export function readSecret({ organizationId, userId }: Newcomer): Promise<string> {
  return inScope({ organizationId, clientId: null }, async (tx) => {
    return (await findSecondFactor(tx, userId))?.awaitedSecret ?? "";
  });
}

/** A first sign-in to its end: the secret, the codes, the ids before and after. */
export async function enrol(email: string) {
  const { id, arrival } = await arrive(email);
  const { ctx, nextId, show } = await nextOf(id);
  const secret = await readSecret(arrival);
  const { codes } = await confirmEnrolment(ctx, show(readCode(secret, -1)));
  return { oldId: id, nextId, secret, codes, userId: arrival.userId };
}

/** An authenticator of somebody whose role needs none. */
export async function enrolVoluntarily(email: string) {
  const { id, arrival } = await arrive(email);
  const { ctx, show } = await nextOf(id);
  const facts = { ...arrival, sessionId: id, assignedClientIds: null };
  const proved = mintSessionCtx({ ...facts, isRecentlyProved: true }, nowhere);
  await beginEnrolment(proved, {});
  const secret = await readSecret(arrival);
  await confirmEnrolment(ctx, { ...show(readCode(secret, -1)), isSignIn: false });
  return { secret, userId: arrival.userId };
}
