import { gatePage } from "@/lib/access/auth";
import { describeDevice } from "@/lib/entries/formats/device";
import { readInScope } from "@/lib/runtime/transaction";
import { personOf } from "@/lib/sessions/mutations";
import { listOpenSessions } from "./queries";

/** Where somebody is signed in now, in this organization. */
export async function loadOwnSessions() {
  const ctx = await gatePage("account:manage");
  const { userId, sessionId } = personOf(ctx);
  const open = await readInScope(ctx.scope, (tx) =>
    listOpenSessions(tx, userId, sessionId),
  );
  return open.map((session) => ({
    ...session,
    device: describeDevice(session.userAgent),
  }));
}
