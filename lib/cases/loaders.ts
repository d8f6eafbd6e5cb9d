import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { type Ctx, isAllowed } from "@/lib/access/model";
import { type CaseLink, linkForm } from "@/lib/case-links/model";
import { listCaseLinks } from "@/lib/case-links/queries";
import { type CaseReport, findCaseReport } from "@/lib/case-reports/queries";
import { namesBySlug } from "@/lib/clients/names";
import { listClients } from "@/lib/clients/queries";
import { entryIdPattern } from "@/lib/entries/entry-id";
import type { Entry } from "@/lib/entries/model";
import { findEntryWithin } from "@/lib/entries/queries";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { recordUnknown } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import {
  type CaseLine,
  caseForm,
  formatWallTime,
  noteForm,
  pinForm,
  pinsMax,
  reportForm,
} from "./model";
import { listCases } from "./queries";

export async function loadCases(): Promise<{ cases: CaseLine[]; mayWrite: boolean }> {
  const { scope, principal } = await gatePage("cases:read");
  const cases = await readInScope(scope, (tx) => listCases(tx, scope));
  return { cases, mayWrite: isAllowed(principal, "cases:write") };
}

export async function loadNewCase(): Promise<FormState> {
  await gatePage("cases:write");
  return loadForm(caseForm);
}

export type PinPage = {
  form: FormState;
  entries: Entry[];
  /** Open cases that they can go to. */
  cases: CaseLine[];
  clientNames: Record<string, string>;
};

/** Some entries on their way into a case; those of nobody here are not found. */
export async function loadPinPage(ids: string[]): Promise<PinPage> {
  const { scope } = await gatePage("cases:write");
  const asked = [...new Set(ids)].filter((id) => entryIdPattern.test(id));
  const loaded = await readInScope(scope, async (tx) => {
    const entries: Entry[] = [];
    for (const id of asked.slice(0, pinsMax)) {
      const entry = await findEntryWithin(tx, scope, id);
      if (entry) entries.push(entry);
    }
    const cases = await listCases(tx, scope, "open");
    const clients = await listClients(tx, scope);
    return {
      entries,
      cases,
      clientNames: namesBySlug(clients),
    };
  });
  const [newest] = loaded.cases;
  return { ...loaded, form: await loadForm(pinForm, { case: newest?.id ?? "new" }) };
}

export type LoadedCase = CaseReport & {
  clientNames: Record<string, string>;
  zone: string;
  mayWrite: boolean;
  mayShare: boolean;
};

async function loadReport(ctx: Ctx, id: string): Promise<LoadedCase> {
  const { scope, principal } = ctx;
  const loaded = await readInScope(scope, async (tx) => {
    const report = await findCaseReport(tx, scope, id);
    const clients = report ? await listClients(tx, scope) : [];
    return (
      report && {
        ...report,
        clientNames: namesBySlug(clients),
      }
    );
  });
  if (!loaded) {
    await recordUnknown(ctx, { type: "case", id });
    notFound();
  }
  return {
    ...loaded,
    zone: await loadOrganizationZone(),
    mayWrite: loaded.told.closedAt === null && isAllowed(principal, "cases:write"),
    mayShare: isAllowed(principal, "cases:share"),
  };
}

/** The report alone, as it is printed. */
export async function loadCaseReport(id: string): Promise<LoadedCase> {
  return loadReport(await gatePage("cases:read"), id);
}

export type CaseRoom = LoadedCase & {
  links: CaseLink[];
  /** The address of a link that was just made; shown this once. */
  revealed: string | null;
  forms: { report: FormState; note: FormState; link: FormState };
};

export async function loadCase(id: string): Promise<CaseRoom> {
  const ctx = await gatePage("cases:read");
  const loaded = await loadReport(ctx, id);
  const { told, zone } = loaded;
  const wall = (moment: Date | null) =>
    moment === null ? "" : formatWallTime(moment, zone);
  const { name, impact, cause, resolution, beganAt, detectedAt, fixedAt } = told;
  const turns = {
    beganAt: wall(beganAt),
    detectedAt: wall(detectedAt),
    fixedAt: wall(fixedAt),
  };
  const links = await readInScope(ctx.scope, (tx) => listCaseLinks(tx, ctx.scope, id));
  return {
    ...loaded,
    links,
    revealed: (await loadRevealed(linkForm)).link ?? null,
    forms: {
      report: await loadForm(reportForm, { name, impact, cause, resolution, ...turns }),
      note: await loadForm(noteForm, { happenedAt: wall(new Date()) }),
      link: await loadForm(linkForm, { days: "7" }),
    },
  };
}
