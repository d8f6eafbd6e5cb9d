import { notFound } from "next/navigation";
import { cache } from "react";
import { gateClientPage, gatePage, gateSession } from "@/lib/access/auth";
import { type Ctx, isOfPortal, type Scope } from "@/lib/access/model";
import type { Change, Entry } from "@/lib/entries/model";
import { describeZone } from "@/lib/entries/moment";
import type { Problem } from "@/lib/entries/parameters";
import { resolveRange } from "@/lib/entries/range";
import { findSealState, type SealStateName } from "@/lib/incidents/model";
import { findIntegrity } from "@/lib/incidents/queries";
import { findOrganizationById, type Organization } from "@/lib/organizations/queries";
import {
  findShownEntry,
  listPeopleShown,
  listPortalPage,
  type Named,
} from "@/lib/portal-pages/queries";
import { recordReading } from "@/lib/runtime/reading";
import { readInScope } from "@/lib/runtime/transaction";
import { describeLine, groupByDay, type PortalDay, type PortalLine } from "./days";
import { listHidden } from "./projection";
import { openReader, type Portal, type Reader } from "./queries";
import { formatPortalView, type PortalView, parsePortalView } from "./view";

export type Query = Record<string, string | string[] | undefined>;

/** What stands around every page of a portal. */
export type PortalFrame = {
  title: string;
  /** The MSP, by its name. */
  provider: string;
  isDemo: boolean;
  look: { light: string | null; dark: string | null; logoHref: string | null };
  timeZone: string;
};

/** A reader of one portal: a contact in their own, or staff who look at it as one. */
export type Visit = {
  ctx: Ctx;
  reader: Reader & { portal: Portal };
  /** Where its pages are. */
  base: string;
};

/** The gate of a contact's own pages. */
export async function openVisit(
  permission:
    | "portal:audit_log.read"
    | "portal:audit_log.export"
    | "portal:audit_log.verify",
): Promise<Visit> {
  const ctx = await gatePage(permission);
  return { ctx, reader: await openReader(ctx.scope), base: "/portal" };
}

/** Staff see exactly what a contact would; that they looked is in the client's own log. */
export async function openPreview(slug: string): Promise<Visit> {
  const { ctx, client, scope } = await gateClientPage("portal:preview", slug);
  const target = { type: "client", id: client.id, name: client.name };
  await recordReading(ctx, { action: "portal.viewed_as_client", target }, client.id);
  const base = `/clients/${client.slug}/preview`;
  return { ctx, reader: await openReader(scope), base };
}

/** Null where nobody is signed in, or somebody who has no portal of their own. */
export const loadPortalFrame = cache(async () => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user" || !isOfPortal(ctx.principal)) return null;
  const { portal } = await openReader(ctx.scope);
  const logoHref = "/api/portal/logo";
  const frame = await describeFrame(ctx.scope, portal, logoHref);
  return { frame, person: ctx.principal };
});

/** The frame of a look as staff. */
export async function loadPreviewFrame({ reader }: Visit): Promise<PortalFrame> {
  const { portal, scope } = reader;
  const logoHref = `/api/clients/${portal.clientId}/portal-logo`;
  return describeFrame(scope, portal, logoHref);
}

async function describeFrame(
  scope: Scope,
  portal: Portal,
  logoHref: string,
): Promise<PortalFrame> {
  const organization = await readInScope(scope, (tx) =>
    findOrganizationById(tx, scope.organizationId),
  );
  if (!organization) throw new Error("a portal is of an organization");
  const { look, clientName, timeZone } = portal;
  const hasLogo = look.logo !== null || organization.logoDigest !== null;
  return {
    title: look.displayName ?? clientName,
    provider: organization.name,
    isDemo: organization.isDemo,
    look: { ...chooseBrand(look, organization), logoHref: hasLogo ? logoHref : null },
    timeZone,
  };
}

function chooseBrand(look: Portal["look"], organization: Organization) {
  const { brandLight, brandDark } = look;
  if (brandLight !== null || brandDark !== null) {
    return { light: brandLight, dark: brandDark };
  }
  return { light: organization.brandLight, dark: organization.brandDark };
}

export type PortalSeal = { state: SealStateName; verifiedAt: string | null };

export type LoadedPortal = {
  base: string;
  view: PortalView;
  ignored: Problem[];
  days: PortalDay[];
  count: number;
  total: number;
  isTooWide: boolean;
  newerHref: string | null;
  olderHref: string | null;
  /** The canonical query of what is shown, without its place in the list. */
  query: string;
  people: Named[];
  seal: PortalSeal;
  zone: string;
  zoneWords: string;
};

export async function loadPortal(visit: Visit, query: Query): Promise<LoadedPortal> {
  const { reader, base } = visit;
  const { choices, portal } = reader;
  const { timeZone: zone } = portal;
  const now = Date.now();
  const { view, ignored } = parsePortalView(toParameters(query), choices);
  const range = resolveRange(view.filter, new Date(now), zone);
  const selection = { filter: view.filter, range };
  const [page, people, seal] = await Promise.all([
    listPortalPage(reader, selection, view),
    listPeopleShown(reader, selection),
    loadPortalSeal(reader.scope),
  ]);
  const hrefOf = (place: Pick<PortalView, "before" | "after">) => {
    const text = formatPortalView({ ...view, ...place });
    return text === "" ? base : `${base}?${text}`;
  };
  const { newerCursor, olderCursor } = page;
  return {
    base,
    view,
    ignored,
    days: groupByDay(page.entries, { zone, now }),
    count: page.entries.length,
    total: page.total,
    isTooWide: page.isTooWide,
    newerHref: newerCursor === null ? null : hrefOf({ after: newerCursor, before: null }),
    olderHref: olderCursor === null ? null : hrefOf({ before: olderCursor, after: null }),
    query: formatPortalView({ ...view, before: null, after: null }),
    people,
    seal,
    zone,
    zoneWords: describeZone(zone, now),
  };
}

/** A parameter given twice stays twice: it is named as not understood. */
function toParameters(query: Query): URLSearchParams {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ""].flat().map((one) => [name, one]),
  );
  return new URLSearchParams(pairs);
}

/** The state of the proof, without any number of the organization's. */
export async function loadPortalSeal(scope: Scope): Promise<PortalSeal> {
  const integrity = await readInScope(scope, (tx) => findIntegrity(tx, scope));
  const state = findSealState(integrity, Date.now());
  return { state, verifiedAt: integrity.verifiedAt };
}

export type LoadedPortalEntry = {
  base: string;
  line: PortalLine;
  zone: string;
  /** Only what its page prints. */
  facts: { name: string; value: string }[];
  changes: Change[];
  notes: { name: string; value: string }[];
  hidden: string[];
  hash: string;
};

export async function loadPortalEntry(
  visit: Visit,
  id: string,
): Promise<LoadedPortalEntry> {
  const { reader, base } = visit;
  const found = await findShownEntry(reader, id);
  if (!found) notFound();
  const { entry, shown } = found;
  const { timeZone: zone } = reader.portal;
  return {
    base,
    line: describeLine(shown, zone),
    zone,
    facts: listFacts(shown),
    changes: shown.changes,
    notes: listNotes(shown),
    hidden: listHidden(entry, shown),
    hash: shown.hash,
  };
}

function listFacts({ context, source, action, vendor }: Entry) {
  const facts: [string, string | null][] = [
    ["Action", action],
    ["Source", vendor ?? source],
    ["IP address", context.ip],
    ["Device", context.user_agent],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

function listNotes({ reason, metadata, request, response }: Entry) {
  const print = (value: unknown) => JSON.stringify(value, null, 2);
  const notes: [string, string | null][] = [
    ["Reason", reason],
    ["Further facts", Object.keys(metadata).length > 0 ? print(metadata) : null],
    ["Sent", request === null ? null : print(request)],
    ["Answered", response === null ? null : print(response)],
  ];
  return notes.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}
