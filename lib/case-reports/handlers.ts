import { sessionRoute } from "@/lib/access/handlers";
import type { Ctx } from "@/lib/access/model";
import { actorOf } from "@/lib/access/model";
import { unknownCase } from "@/lib/cases/mutations";
import { labelActor } from "@/lib/catalogue/actor-label";
import { namesBySlug } from "@/lib/clients/names";
import { listClients } from "@/lib/clients/queries";
import { findOrganizationById } from "@/lib/organizations/queries";
import { readInScope } from "@/lib/runtime/transaction";
import { makeCaseBundle, makeCasePdf } from "./jobs";
import { type CaseReport, findCaseReport } from "./queries";

/** The report as a document to hand over. */
export const handleCasePdf = sessionRoute(
  "cases:export",
  "/api/cases/{id}/report",
  async (ctx, _request, { id = "" }) => {
    const report = await requireReport(ctx, id);
    const about = await readInScope(ctx.scope, async (tx) => {
      const organization = await findOrganizationById(tx, ctx.scope.organizationId);
      const clients = await listClients(tx, ctx.scope);
      return {
        organization: organization?.name ?? "",
        zone: organization?.timeZone ?? "UTC",
        clientNames: namesBySlug(clients),
      };
    });
    const madeBy = labelActor(actorOf(ctx.principal));
    const bytes = await makeCasePdf(ctx, report, { ...about, madeBy, now: new Date() });
    return answerFile(bytes, `${id}.pdf`, "application/pdf");
  },
);

/** Its pinned entries with their proof, for whoever takes nobody's word. */
export const handleCaseBundle = sessionRoute(
  "cases:export",
  "/api/cases/{id}/bundle",
  async (ctx, _request, { id = "" }) => {
    const report = await requireReport(ctx, id);
    return answerFile(
      await makeCaseBundle(ctx, report),
      `${id}.custody.zip`,
      "application/zip",
    );
  },
);

async function requireReport({ scope }: Ctx, id: string): Promise<CaseReport> {
  const report = await readInScope(scope, (tx) => findCaseReport(tx, scope, id));
  if (!report) throw unknownCase(id);
  return report;
}

function answerFile(bytes: Uint8Array, name: string, type: string): Response {
  return new Response(Uint8Array.from(bytes), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "content-security-policy": "default-src 'none'; sandbox",
    },
  });
}
