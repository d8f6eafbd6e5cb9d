import { headers } from "next/headers";
import { limits } from "@/lib/access/limits";
import { mintAnonymousCtx } from "@/lib/access/mint";
import { readContext } from "@/lib/access/request";
import { type CaseReport, findCaseReport } from "@/lib/case-reports/queries";
import { namesBySlug } from "@/lib/clients/names";
import { listClients } from "@/lib/clients/queries";
import { findOrganizationById } from "@/lib/organizations/queries";
import { countAttempt } from "@/lib/runtime/limiter";
import { readInScope } from "@/lib/runtime/transaction";
import { recordLinkView, recordSpentView } from "./mutations";
import { findCaseLink } from "./queries";

export type SharedCase = {
  report: CaseReport;
  reader: string;
  openedAt: Date;
  expiresAt: Date;
  organization: string;
  zone: string;
  clientNames: Record<string, string>;
};

/**
 * What a link shows to whoever holds it, after that they opened it is in the log; null for
 * one that is over or never was. Many openings of one link are kept apart for a while.
 */
export async function loadSharedCase(token: string): Promise<SharedCase | "busy" | null> {
  const link = await findCaseLink(token);
  if (!link) return null;
  const { organizationId, id, caseId, isOpen } = link;
  if ((await countAttempt(limits.caseLink, id)) !== null) return "busy";
  const ctx = mintAnonymousCtx(organizationId, readContext(await headers()));
  if (!isOpen) {
    await recordSpentView(ctx, { id, caseId });
    return null;
  }
  const { reader, expiresAt } = await recordLinkView(ctx, { id });
  return readInScope(ctx.scope, async (tx) => {
    const report = await findCaseReport(tx, ctx.scope, caseId);
    const organization = await findOrganizationById(tx, organizationId);
    if (!report || !organization) return null;
    const clients = await listClients(tx, ctx.scope);
    return {
      report,
      reader,
      openedAt: new Date(),
      expiresAt,
      organization: organization.name,
      zone: organization.timeZone,
      clientNames: namesBySlug(clients),
    };
  });
}
