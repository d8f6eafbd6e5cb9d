import { z } from "zod";
import { formatView, parseView, type View } from "@/lib/entries/view";

export type SavedView = {
  id: string;
  name: string;
  /** The canonical query of the log, without page, open entry and view. */
  query: string;
  isShared: boolean;
  ownerId: string;
  ownerName: string;
};

export type BuiltInView = { id: string; name: string; query: string };

/** The way back from a default view to everything. */
export const everythingId = "all";

/** What people at an MSP look for without being told; ids stand in links, so they stay. */
export const builtInViews: readonly BuiltInView[] = [
  { id: everythingId, name: "Everything", query: "" },
  {
    id: "failed-sign-ins",
    name: "Failed sign-ins",
    query: "verb=login&outcome=failed,denied",
  },
  {
    id: "permission-changes",
    name: "Permission changes",
    query: "range=30d&verb=permission",
  },
  { id: "deletions", name: "Deletions", query: "range=30d&verb=delete" },
  { id: "bulk-operations", name: "Bulk operations", query: "range=30d&category=bulk" },
  { id: "exports", name: "Exports and downloads", query: "range=30d&verb=export" },
  { id: "script-runs", name: "Script runs", query: "action=agent.script_*,script.*" },
  { id: "remote-sessions", name: "Remote sessions", query: "category=remote_sessions" },
  {
    id: "credential-changes",
    name: "Credential changes",
    query:
      "range=30d&action=credential.*,integration.credentials_*,api_key.*,-api_key.used",
  },
  { id: "denied", name: "Denied", query: "range=30d&outcome=denied" },
  { id: "after-hours", name: "After hours", query: "range=last-night&actor=type:user" },
  {
    id: "off-boarded",
    name: "Off-boarded people",
    query: "range=90d&action=user.disabled,user.removed",
  },
];

/** The reader's own deeds; the one built-in view that is another for everybody. */
export function mineView(userId: string): BuiltInView {
  return { id: "mine", name: "Mine", query: `actor=${encodeURIComponent(userId)}` };
}

export function formatViewHref(path: string, { id, query }: BuiltInView): string {
  return `${path}?${query === "" ? "" : `${query}&`}v=${id}`;
}

type ChangeableView = BuiltInView & { canChange?: boolean };

/** The view an address names, and whether what is shown is still what it asks. */
export function describeCurrent(
  views: { saved: ChangeableView[]; builtIn: BuiltInView[] },
  id: string | null,
  query: string,
) {
  const all: ChangeableView[] = [...views.saved, ...views.builtIn];
  const view = id === everythingId ? undefined : all.find((one) => one.id === id);
  if (!view) return null;
  return {
    id: view.id,
    name: view.name,
    canUpdate: view.canChange ?? false,
    isModified: canonicalOf(view.query) !== query,
  };
}

function canonicalOf(query: string): string {
  return formatSavedQuery(parseView(new URLSearchParams(query)).view);
}

/** What of a list's address a saved view keeps. */
export function formatSavedQuery(view: View): string {
  return formatView({ ...view, before: null, after: null, e: null, v: null });
}

export const viewNameSchema = z
  .string()
  .trim()
  .min(1, { error: "must not be empty" })
  .max(80, { error: "must have at most 80 characters" });

/** A view that would show more than it says cannot be saved. */
export const viewQuerySchema = z
  .string()
  .max(4096)
  .refine((query) => parseView(new URLSearchParams(query)).ignored.length === 0, {
    error: "holds something that cannot be used",
  })
  .transform(canonicalOf);

export const viewIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
