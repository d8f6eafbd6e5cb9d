import { cookies, headers } from "next/headers";
import { cache } from "react";
import { gateSession } from "@/lib/access/auth";
import { homeOf } from "@/lib/access/home";
import { isOfPortal, type Principal } from "@/lib/access/model";
import { isZone } from "@/lib/kit/zone";
import { loadPreferences } from "@/lib/preferences/loaders";
import type { Theme } from "@/lib/preferences/model";
import { readInScope } from "@/lib/runtime/transaction";
import { findOrganizationById, type Organization } from "./queries";

export type Shell = {
  organization: Organization;
  person: Extract<Principal, { kind: "user" }>;
};

export const zoneCookie = "custody-zone";
export const themeCookie = "custody-theme";

/** What every page of staff shows around its content; null when nobody is signed in. */
export const loadShell = cache(async (): Promise<Shell | null> => {
  const ctx = await gateSession();
  if (ctx?.principal.kind !== "user") return null;
  const { scope, principal: person } = ctx;
  return readInScope(scope, async (tx) => {
    const organization = await findOrganizationById(tx, scope.organizationId);
    return organization && { organization, person };
  });
});

/** The start page of whoever is signed in. */
export async function loadHome(): Promise<string> {
  const ctx = await gateSession();
  return ctx !== null && isOfPortal(ctx.principal) ? homeOf("portal") : "/";
}

/** The zone a reader chose; without a choice what the browser told, else the organization's. */
export async function loadZone(choice: string | null = null): Promise<string> {
  const zone = choice ?? (await loadPreferences()).zone;
  if (zone === "utc") return "UTC";
  if (isZone(zone)) return zone;
  return (await loadBrowserZone()) ?? (await loadShell())?.organization.timeZone ?? "UTC";
}

/** Where the organization is: what evidence of it goes by, whoever reads. */
export async function loadOrganizationZone(): Promise<string> {
  return (await loadShell())?.organization.timeZone ?? "UTC";
}

/** What the browser last told of where it is. */
export async function loadBrowserZone(): Promise<string | null> {
  const told = (await cookies()).get(zoneCookie)?.value;
  return told !== undefined && isZone(told) ? told : null;
}

export async function loadTheme(): Promise<Theme> {
  const told = (await cookies()).get(themeCookie)?.value;
  return told === "light" || told === "dark" ? told : "system";
}

/** What a style of this answer carries so that its policy lets it in. */
export async function loadNonce(): Promise<string> {
  const policy = (await headers()).get("content-security-policy") ?? "";
  return /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
}
