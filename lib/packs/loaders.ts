import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { type ClientRow, listClients } from "@/lib/clients/queries";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { AppError, type FieldError } from "@/lib/kit/errors";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { hasPackFile } from "@/lib/packs/formats/pack-place";
import { recordUnknown } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { packForm } from "./handlers";
import { type Choices, findOpenStep, type Pack, type Step, steps } from "./model";
import { type FrozenPack, freezePack } from "./mutations";
import { listQuarters } from "./period";
import { findOwnDraft, findPack, listPacks } from "./queries";

export type LoadedPacks = {
  packs: Pack[];
  clientNames: Map<string, string>;
  mayCreate: boolean;
};

export async function loadPacks(): Promise<LoadedPacks> {
  const { scope, principal } = await gatePage("packs:read");
  const clients = await readInScope(scope, (tx) => listClients(tx, scope));
  return {
    packs: await listPacks(scope),
    clientNames: new Map(clients.map(({ id, name }) => [id, name])),
    mayCreate: isAllowed(principal, "packs:create"),
  };
}

export type LoadedPack = {
  pack: Pack;
  client: ClientRow | null;
  hasFile: boolean;
  mayCreate: boolean;
};

export async function loadPack(id: string): Promise<LoadedPack> {
  const ctx = await gatePage("packs:read");
  const { scope, principal } = ctx;
  const pack = await findPack(scope, id);
  if (!pack) {
    await recordUnknown(ctx, { type: "evidence_pack", id });
    notFound();
  }
  const clients = await readInScope(scope, (tx) => listClients(tx, scope));
  return {
    pack,
    client: clients.find((one) => one.id === pack.clientId) ?? null,
    hasFile: pack.state === "done" && (await hasPackFile(pack)),
    mayCreate: isAllowed(principal, "packs:create"),
  };
}

export type LoadedWizard = {
  step: Step;
  choices: Choices;
  form: FormState;
  clients: ClientRow[];
  quarters: string[];
  zone: string;
  /** Of the last step: what would be made, or what is missing. */
  frozen: FrozenPack | null;
  problems: FieldError[];
};

/** A step of the wizard over one's own draft; a step that is not reached yet is not shown. */
export async function loadWizard(asked: string): Promise<LoadedWizard> {
  const ctx = await gatePage("packs:create");
  const choices = await findOwnDraft(ctx);
  const open = findOpenStep(choices);
  const wanted = steps.find((step) => step === asked) ?? open;
  const step = steps.indexOf(wanted) > steps.indexOf(open) ? open : wanted;
  const zone = await loadOrganizationZone();
  const form = await loadForm(packForm, {
    ...choices,
    period: choices.period || listQuarters(new Date(), zone)[1] || "",
  });
  const clients = await readInScope(ctx.scope, (tx) => listClients(tx, ctx.scope));
  const shown = { step, choices, form, clients, zone };
  const quarters = listQuarters(new Date(), zone);
  const none = { frozen: null, problems: [] };
  if (step !== "review") return { ...shown, quarters, ...none };
  return { ...shown, quarters, ...(await tryFreeze(ctx, choices, zone)) };
}

async function tryFreeze(
  ctx: Parameters<typeof freezePack>[0],
  choices: Choices,
  zone: string,
): Promise<Pick<LoadedWizard, "frozen" | "problems">> {
  try {
    return { frozen: await freezePack(ctx, choices, zone), problems: [] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "input.invalid") throw error;
    return { frozen: null, problems: error.facts.errors ?? [] };
  }
}
