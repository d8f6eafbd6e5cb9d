import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { sessionRoute } from "@/lib/access/handlers";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { hasPackFile, locatePack } from "@/lib/packs/formats/pack-place";
import { type Choices, namePackFile, type Step, steps } from "./model";
import {
  cancelPack,
  createPack,
  draftNextPack,
  rebuildPack,
  recordPackDownload,
  saveDraft,
} from "./mutations";
import { type Purpose, purposeNames, purposes } from "./purposes";
import { findOwnDraft } from "./queries";

const page = "/evidence";
const wizard = "/evidence/new";
export const packForm = "pack";

const stepFields: Record<Step, string[]> = {
  purpose: ["purpose"],
  scope: ["clientSlug", "period", "from", "to"],
  contents: ["sections", "preparedFor", "note"],
  review: [],
};

function readStep(text: string): Step {
  return steps.find((step) => step === text) ?? "purpose";
}

const pageOf = ({ params }: { params: Record<string, string> }) =>
  `${page}/${params.id ?? ""}`;

/** Keeps what a step of the wizard asked for, and leads to the next one. */
export const handlePackDraft = handleStaffForm(
  {
    form: packForm,
    page: ({ field }) => `${wizard}?step=${readStep(field("step"))}`,
    fields: ["step", ...Object.values(stepFields).flat()],
  },
  async ({ ctx, field, list }) => {
    const step = readStep(field("step"));
    const known = await findOwnDraft(ctx);
    const choices = takeStep(known, step, { field, list });
    await saveDraft(ctx, { choices });
    const next = steps[steps.indexOf(step) + 1] ?? "review";
    return `${wizard}?step=${next}`;
  },
);

type Sent = { field: (name: string) => string; list: (name: string) => string[] };

function takeStep(known: Choices, step: Step, { field, list }: Sent): Choices {
  switch (step) {
    case "purpose":
      return takePurpose(known, field("purpose"));
    case "scope": {
      const clientSlug = field("clientSlug");
      const days = { from: field("from"), to: field("to") };
      return { ...known, clientSlug, period: field("period"), ...days };
    }
    case "contents": {
      const told = { preparedFor: field("preparedFor"), note: field("note") };
      return { ...known, sections: list("sections"), ...told };
    }
    case "review":
      return known;
  }
}

/** Another purpose brings its own sections; the same one keeps what was chosen. */
function takePurpose(known: Choices, text: string): Choices {
  const purpose: Purpose | undefined = purposeNames.find((name) => name === text);
  if (purpose === undefined) {
    const errors = [{ pointer: "/purpose", detail: "is one of those listed" }];
    throw new AppError("input.invalid", { errors });
  }
  if (purpose === known.purpose) return known;
  return { ...known, purpose, sections: [...purposes[purpose].sections] };
}

export const handleCreatePack = handleStaffForm(
  { form: packForm, page: `${wizard}?step=review`, fields: [] },
  async ({ ctx }) => {
    const choices = await findOwnDraft(ctx);
    const zone = await loadOrganizationZone();
    const { id } = await createPack(ctx, { choices, zone });
    return { to: `${page}/${id}`, notice: "The pack is being made; that is in the log." };
  },
);

export const handleCancelPack = handleStaffForm(
  { page: pageOf, fields: [] },
  async ({ ctx, params }) => {
    await cancelPack(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Pack cancelled; nothing of it is kept." };
  },
);

export const handleRebuildPack = handleStaffForm(
  { page: pageOf, fields: [] },
  async ({ ctx, params }) => {
    await rebuildPack(ctx, { id: params.id ?? "" });
    return {
      to: `${page}/${params.id}`,
      notice: "It is made again, of the same moment.",
    };
  },
);

export const handleNextPack = handleStaffForm(
  { page: pageOf, fields: [] },
  async ({ ctx, params }) => {
    const { period } = await draftNextPack(ctx, { id: params.id ?? "" });
    return `${wizard}?step=${period === "" ? "scope" : "review"}`;
  },
);

export const handlePackFile = sessionRoute(
  "packs:read",
  "/evidence/{id}/file",
  async (ctx, _request, { id = "" }) => {
    const pack = await recordPackDownload(ctx, { id });
    if (!(await hasPackFile(pack))) throw new AppError("pack.file_missing");
    const body = Readable.toWeb(createReadStream(locatePack(pack))) as ReadableStream;
    return new Response(body, {
      headers: {
        "content-type": "application/zip",
        "content-length": String(pack.bytes),
        "content-disposition": `attachment; filename="${namePackFile(pack)}"`,
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        etag: `"${pack.sha256}"`,
      },
    });
  },
);
