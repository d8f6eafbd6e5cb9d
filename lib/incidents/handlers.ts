import { gateSession } from "@/lib/access/auth";
import { requestIdHeader } from "@/lib/access/request";
import { answerError, apiRoute } from "@/lib/access/wrap";
import { findAnchorState } from "@/lib/anchors/model";
import { findAnchors } from "@/lib/anchors/queries";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { readInScope } from "@/lib/runtime/transaction";
import { findSealState, measureCoverage } from "./model";
import {
  closeIncident,
  exportEvidence,
  notifyOwners,
  requestVerification,
} from "./mutations";
import { findIntegrity, listVerifierKeys } from "./queries";

const page = "/integrity";
const pageOf = (id: string) => `${page}/incidents/${encodeURIComponent(id)}`;

/** The state of the log's proof; a reader of one client learns no numbers of others. */
export const handleIntegrity = apiRoute(
  "log:verify",
  "/api/v1/integrity",
  async ({ scope }) => {
    const { integrity, keys, outside } = await readInScope(scope, async (tx) => ({
      integrity: await findIntegrity(tx, { ...scope, clientId: null }),
      keys: await listVerifierKeys(tx),
      outside: await findAnchors(tx),
    }));
    const state = findSealState(integrity, Date.now());
    const common = { state, sealed_at: integrity.sealedAt, keys };
    if (scope.clientId !== null) return Response.json(common);
    return Response.json({
      ...common,
      entries: integrity.nextIdx,
      sealed_entries: integrity.sealedSize,
      verified_entries: integrity.verifiedSize,
      verified_at: integrity.verifiedAt,
      last_full_pass_at: integrity.passFinishedAt,
      coverage: measureCoverage(integrity),
      checkpoints: outside.epochCount,
      anchors: outside.anchors.map((anchor) => ({
        name: anchor.name,
        kind: anchor.kind,
        state: findAnchorState(anchor, outside.epochCount),
        checkpoints: anchor.keptSize ?? 0,
        kept_at: anchor.keptAt,
      })),
      incidents: integrity.openIncidents.map((incident) => ({
        id: incident.id,
        kind: incident.kind,
        opened_at: incident.openedAt,
        first_idx: incident.firstIdx,
        last_idx: incident.lastIdx,
        why: incident.why,
      })),
    });
  },
);

export const handleVerifyNow = handleStaffForm({ page, fields: [] }, async ({ ctx }) => {
  await requestVerification(ctx, {});
  return {
    to: page,
    notice: "The whole log is being verified. The result appears in the history below.",
  };
});

export const handleCloseIncident = handleStaffForm(
  {
    form: ({ params }) => `incident-${params.id}`,
    page: ({ params }) => pageOf(params.id ?? ""),
    fields: ["reason"],
  },
  async ({ ctx, field, params }) => {
    await closeIncident(ctx, { id: params.id ?? "", reason: field("reason") });
    return { to: page, notice: "The incident is closed, and the reason is in the log." };
  },
);

export const handleNotifyOwners = handleStaffForm(
  { page: ({ params }) => pageOf(params.id ?? ""), fields: [] },
  async ({ ctx, params }) => {
    const id = params.id ?? "";
    const count = await notifyOwners(ctx, { id });
    const owners = count === 1 ? "1 owner" : `${count} owners`;
    return { to: pageOf(id), notice: `Mail to ${owners} is on its way.` };
  },
);

/** A snapshot of the rows as they are, to keep before anybody touches the database. */
export async function handleEvidence(
  request: Request,
  { params }: { params: Promise<Record<string, string>> },
): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    const ctx = await gateSession();
    if (!ctx) throw new AppError("access.unauthenticated");
    const { id = "" } = await params;
    const evidence = await exportEvidence(ctx, { id });
    return new Response(JSON.stringify(evidence, null, 2), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="custody-incident-${evidence.incident.id}.json"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}
