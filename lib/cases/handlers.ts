import { handleStaffForm } from "@/lib/forms/handlers";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { caseForm, noteForm, pinForm, reportForm } from "./model";
import {
  addNote,
  closeCase,
  openCase,
  pinEntries,
  unpinEntry,
  updateCase,
} from "./mutations";

const page = "/evidence/cases";

const pageOf = ({ params }: { params: Record<string, string> }) =>
  `${page}/${params.id ?? ""}`;

export const handleOpenCase = handleStaffForm(
  { form: caseForm, page: `${page}/new`, fields: ["name"] },
  async ({ ctx, field }) => {
    const { id } = await openCase(ctx, { name: field("name") });
    return { to: `${page}/${id}`, notice: "The case is open. Pin what shows it." };
  },
);

const reportFields = [
  "name",
  "impact",
  "cause",
  "resolution",
  "beganAt",
  "detectedAt",
  "fixedAt",
] as const;

export const handleUpdateCase = handleStaffForm(
  { form: reportForm, page: pageOf, fields: [...reportFields] },
  async ({ ctx, field, params }) => {
    const told = Object.fromEntries(reportFields.map((name) => [name, field(name)]));
    await updateCase(ctx, {
      ...(told as Record<(typeof reportFields)[number], string>),
      id: params.id ?? "",
      zone: await loadOrganizationZone(),
    });
    return { to: pageOf({ params }), notice: "Saved; what changed is in the log." };
  },
);

/** Into a case that is open, or into a new one. */
export const handlePin = handleStaffForm(
  {
    form: pinForm,
    page: ({ list }) => `${page}/pin?${formatEntries(list("entry"))}`,
    fields: ["entry", "case", "name"],
  },
  async ({ ctx, field, list }) => {
    const chosen = field("case");
    const isNew = chosen === "" || chosen === "new";
    const id = isNew ? (await openCase(ctx, { name: field("name") })).id : chosen;
    const { count } = await pinEntries(ctx, { id, entryIds: list("entry") });
    const notice = count === 1 ? "1 entry pinned." : `${count} entries pinned.`;
    return { to: `${page}/${id}`, notice };
  },
);

function formatEntries(ids: string[]): string {
  return new URLSearchParams(ids.map((id) => ["entry", id])).toString();
}

export const handleUnpin = handleStaffForm(
  { page: pageOf, fields: ["entry"] },
  async ({ ctx, field, params }) => {
    await unpinEntry(ctx, { id: params.id ?? "", entryId: field("entry") });
    return { to: pageOf({ params }), notice: "Taken off; the entry itself stays." };
  },
);

export const handleAddNote = handleStaffForm(
  { form: noteForm, page: pageOf, fields: ["note", "happenedAt"] },
  async ({ ctx, field, params }) => {
    await addNote(ctx, {
      id: params.id ?? "",
      note: field("note"),
      happenedAt: field("happenedAt"),
      zone: await loadOrganizationZone(),
    });
    return { to: pageOf({ params }), notice: "Note added." };
  },
);

export const handleCloseCase = handleStaffForm(
  { page: pageOf, fields: [] },
  async ({ ctx, params }) => {
    await closeCase(ctx, { id: params.id ?? "" });
    return { to: pageOf({ params }), notice: "Closed; nothing of it changes any more." };
  },
);
