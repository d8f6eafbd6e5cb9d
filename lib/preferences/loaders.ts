import { cache } from "react";
import { gateSession } from "@/lib/access/auth";
import { readInScope } from "@/lib/runtime/transaction";
import { defaultPreferences, type Preferences } from "./model";
import { findPreferences } from "./queries";

/** Those of the person signed in on this request; the defaults when nobody is. */
export const loadPreferences = cache(async (): Promise<Preferences> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user") return defaultPreferences;
  const { scope, principal } = ctx;
  return readInScope(scope, (tx) =>
    findPreferences(tx, scope.organizationId, principal.userId),
  );
});
