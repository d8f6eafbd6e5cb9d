import type { CopyLinks } from "@/components/entries/copy-link-menu";
import type { EvidenceLink } from "@/components/evidence/evidence-menu";
import type { LoadedLog } from "@/lib/entries/loaders";
import { changeFilter, formatView, type View } from "@/lib/entries/view";
import type { EvidenceRights } from "@/lib/evidence/loaders";

/** The links people hand to others; all of them with the host they are reached under. */
export function listCopyLinks(log: LoadedLog, href: (view: View) => string): CopyLinks {
  const origin = process.env.CUSTODY_URL ?? "";
  const live = { ...log.view, before: null, after: null, e: null };
  return {
    live: `${origin}${href(live)}`,
    frozen: `${origin}${href(freezeView(log))}`,
    curl: formatCurl(origin, live),
  };
}

/** Absolute ends and the newest position: whatever comes later is not in it. */
export function freezeView({ view, range, ends }: LoadedLog): View {
  const upto = view.filter.upto ?? ends.head;
  const from = range.from;
  const to = range.to ?? (from === null ? null : new Date().toISOString());
  const isOpen = from === null && to === null;
  return changeFilter(view, {
    range: isOpen ? { kind: "relative", token: "all" } : { kind: "absolute", from, to },
    upto: Math.min(upto, ends.head),
  });
}

/** The API takes the same parameters; what is a page's alone stays out. */
function formatCurl(origin: string, view: View): string {
  const params = new URLSearchParams(formatView({ ...view, n: 100, v: null }));
  if (!params.has("range") && !params.has("from") && !params.has("to")) {
    params.set("range", "7d");
  }
  const url = `${origin}/api/v1/audit-logs?${params}`;
  return `curl -H "Authorization: Bearer $CUSTODY_KEY" '${url.replaceAll("'", "%27")}'`;
}

/**
 * Exactly what is shown. What the page ignored goes along, so that the export refuses it
 * rather than leaving it out in silence.
 */
export function formatExportHref(log: LoadedLog, client: string | null): string {
  return `/exports/new?${formatWish(log, client)}`;
}

/** What may be made of the entries shown, by what the reader may do. */
export function listEvidenceLinks(
  log: LoadedLog,
  client: string | null,
  { mayReview }: EvidenceRights,
): EvidenceLink[] {
  const review = {
    name: "Review these entries",
    detail: "Freeze them, record what was found, sign off.",
    href: `/evidence/reviews/new?${formatWish(log, client)}`,
  };
  return mayReview ? [review] : [];
}

function formatWish({ view, ignored }: LoadedLog, client: string | null): string {
  const bare = { ...view, before: null, after: null, e: null, v: null, n: 100 as const };
  const params = new URLSearchParams(formatView(bare));
  if (client !== null) params.set("client", client);
  for (const { name, value } of ignored) params.append(name, value);
  return params.toString();
}
