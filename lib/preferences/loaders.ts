import { cache } from "react";
import { gatePage, gateSession } from "@/lib/access/auth";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { readInScope } from "@/lib/runtime/transaction";
import { preferencesForm } from "./form";
import { defaultPreferences, type Preferences } from "./model";
import { findPreferences } from "./queries";

/** The page of all of them, as a form. */
export async function loadPreferencesForm(): Promise<FormState> {
  await gatePage("preferences:update");
  const { zone, density, shortcuts, dock } = await loadPreferences();
  return loadForm(preferencesForm, {
    zone,
    density,
    shortcuts: shortcuts ? "on" : "off",
    dock: dock ? "on" : "off",
  });
}

/** Those of the person signed in on this request; the defaults when nobody is. */
export const loadPreferences = cache(async (): Promise<Preferences> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user") return defaultPreferences;
  const { scope, principal } = ctx;
  return readInScope(scope, (tx) =>
    findPreferences(tx, scope.organizationId, principal.userId),
  );
});
