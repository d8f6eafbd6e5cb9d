import { cache } from "react";
import { gatePage, gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { readInScope } from "@/lib/runtime/transaction";
import { choicesForm, defaultChoices, type Notification } from "./model";
import { countUnread, findChoices, listNotifications } from "./queries";

/** How many things the person signed in has not read. */
export const loadUnreadCount = cache(async (): Promise<number> => {
  const ctx = await gateSession();
  const person = ctx?.principal;
  if (!ctx || person?.kind !== "user" || !isAllowed(person, "notifications:own"))
    return 0;
  const { scope } = ctx;
  return readInScope(scope, (tx) => countUnread(tx, scope.organizationId, person.userId));
});

export type NotificationsPage = {
  notifications: Notification[];
  form: FormState;
  zone: string;
};

export async function loadNotifications(): Promise<NotificationsPage> {
  const { scope, principal } = await gatePage("notifications:own");
  const userId = principal.kind === "user" ? principal.userId : "";
  const { organizationId } = scope;
  const { notifications, choices } = await readInScope(scope, async (tx) => ({
    notifications: await listNotifications(tx, organizationId, userId),
    choices:
      (await findChoices(tx, organizationId, [userId])).get(userId) ?? defaultChoices,
  }));
  const { by, quiet } = choices;
  const times = { from: quiet?.from ?? "", to: quiet?.to ?? "" };
  return {
    notifications,
    form: await loadForm(choicesForm, { ...by, ...times }),
    zone: await loadOrganizationZone(),
  };
}
