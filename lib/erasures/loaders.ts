import { notFound } from "next/navigation";
import { z } from "zod";
import { gatePage } from "@/lib/access/auth";
import type { Scope } from "@/lib/access/model";
import { listClients } from "@/lib/clients/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { readInScope } from "@/lib/runtime/transaction";
import { type Subject, type Summary, summarize } from "./model";
import { type Erasure, findAbout, findErasure, listErasures, listHeld } from "./queries";

const erasuresShown = 12;

export function loadErasureForm(): Promise<FormState> {
  return gatePage("erasures:request").then(() =>
    loadForm("erasure", { personId: null, basis: "", withOrigins: ["yes"] }),
  );
}

/** What was asked for and what became of it, for whoever reads the retention page. */
export async function loadErasures(): Promise<Omit<Erasure, "subject">[]> {
  const { scope } = await gatePage("retention:read");
  return listErasures(scope, erasuresShown);
}

export type ErasurePreview = {
  fieldCount: Summary["fieldCount"];
  entryCount: Summary["entryCount"];
  groups: Summary["groups"];
  /** Null is the stream about no client. */
  clients: { name: string | null; count: number; isHeld: boolean }[];
};

export type ErasurePage = {
  erasure: Omit<Erasure, "subject">;
  /** Null once it is over. */
  subject: Subject | null;
  preview: ErasurePreview | null;
  isRequester: boolean;
};

/** What would go, as things stand, for the owners who decide it. */
export async function loadErasure(id: string): Promise<ErasurePage> {
  const { scope, principal } = await gatePage("erasures:request");
  if (!z.uuid().safeParse(id).success) notFound();
  return readInScope(scope, async (tx) => {
    const erasure = await findErasure(tx, scope.organizationId, id);
    if (!erasure) notFound();
    const { subject, ...said } = erasure;
    const userId = principal.kind === "user" ? principal.userId : null;
    return {
      erasure: said,
      subject,
      preview: subject && (await preview(tx, scope, { subject, ...said })),
      isRequester: userId === said.requestedBy,
    };
  });
}

type Tx = Parameters<typeof findErasure>[0];

async function preview(
  tx: Tx,
  scope: Scope,
  erasure: { subject: Subject; belowIdx: number },
): Promise<ErasurePreview> {
  const summary = summarize(await findAbout(tx, scope, erasure));
  const names = new Map((await listClients(tx, scope)).map(({ id, name }) => [id, name]));
  const clientIds = summary.clients.map(({ clientId }) => clientId);
  const held = await listHeld(tx, scope.organizationId, clientIds);
  const clients = summary.clients.map(({ clientId, count }) => ({
    name: clientId === null ? null : (names.get(clientId) ?? clientId),
    count,
    isHeld: held.includes(clientId),
  }));
  return { ...summary, clients };
}
