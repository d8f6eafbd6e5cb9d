import { cache } from "react";
import { gatePage, gateSession } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import { type BuiltInView, builtInViews, mineView, type SavedView } from "./model";
import { canChangeView } from "./mutations";
import { findDefaultViewId, listViews } from "./queries";

export type LoadedViews = {
  saved: (SavedView & { canChange: boolean; isOwn: boolean })[];
  builtIn: BuiltInView[];
  defaultId: string | null;
};

/** The views of whoever is signed in; null where nobody is, or where they may have none. */
export const loadViews = cache(async (): Promise<LoadedViews | null> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user" || !isAllowed(ctx.principal, "views:write")) {
    return null;
  }
  const { userId } = ctx.principal;
  const reader = { organizationId: ctx.scope.organizationId, userId };
  return readInScope(ctx.scope, async (tx) => ({
    saved: (await listViews(tx, reader)).map((view) => ({
      ...view,
      canChange: canChangeView(ctx, view),
      isOwn: view.ownerId === userId,
    })),
    builtIn: [...builtInViews, mineView(userId)],
    defaultId: await findDefaultViewId(tx, reader),
  }));
});

/** The page of all views. */
export async function loadViewsPage(): Promise<LoadedViews> {
  await gatePage("views:write");
  return (await loadViews()) ?? { saved: [], builtIn: [], defaultId: null };
}

/** The view a person opens the log with, where they chose one that still exists. */
export function findDefaultView(views: LoadedViews | null): BuiltInView | null {
  if (views === null || views.defaultId === null) return null;
  const { saved, builtIn, defaultId } = views;
  return [...saved, ...builtIn].find(({ id }) => id === defaultId) ?? null;
}
