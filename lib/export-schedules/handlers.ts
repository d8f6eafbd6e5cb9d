import { requireProofFor } from "@/lib/access/proof";
import type { Place } from "@/lib/forms/handlers";
import { handleStaffForm } from "@/lib/forms/handlers";
import { parseRecipients } from "./model";
import {
  createSchedule,
  deleteSchedule,
  pauseSchedule,
  resumeSchedule,
  updateSchedule,
} from "./mutations";

const page = "/exports/schedules";
export const scheduleForm = "export-schedule";

const fields = [
  "name",
  "format",
  "withManifest",
  "query",
  "covers",
  "cadence",
  "weekday",
  "monthday",
  "localTime",
  "zone",
  "recipients",
];

/** A standing way out of the log needs a fresh proof of who opens it. */
export const handleCreateSchedule = handleStaffForm(
  {
    form: scheduleForm,
    page: ({ field }) => `${page}/new?${field("query")}`,
    fields,
  },
  async ({ ctx, ...place }) => {
    requireProofFor(ctx, "schedules:change");
    await createSchedule(ctx, readWish(place));
    return { to: page, notice: "The schedule is set; it is in the log." };
  },
);

export const handleUpdateSchedule = handleStaffForm(
  { form: scheduleForm, page: ({ params }) => `${page}/${params.id ?? ""}`, fields },
  async ({ ctx, ...place }) => {
    requireProofFor(ctx, "schedules:change");
    await updateSchedule(ctx, { ...readWish(place), id: place.params.id ?? "" });
    return { to: page, notice: "The schedule is saved; it is in the log." };
  },
);

export const handlePauseSchedule = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await pauseSchedule(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Paused: nothing is sent until somebody resumes it." };
  },
);

export const handleResumeSchedule = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    requireProofFor(ctx, "schedules:change");
    await resumeSchedule(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Resumed; what fell due meanwhile is not sent." };
  },
);

export const handleDeleteSchedule = handleStaffForm(
  { page, fields: [] },
  async ({ ctx, params }) => {
    await deleteSchedule(ctx, { id: params.id ?? "" });
    return { to: page, notice: "Deleted; what it sent stays in the log." };
  },
);

/** The schema judges each; a form can send anything. */
function readWish({ field, isChecked }: Place) {
  return {
    name: field("name"),
    format: field("format") as "csv",
    withManifest: isChecked("withManifest"),
    query: field("query"),
    covers: field("covers") as "all",
    cadence: field("cadence") as "daily",
    weekday: field("weekday"),
    monthday: field("monthday"),
    localTime: field("localTime"),
    zone: field("zone"),
    recipients: parseRecipients(field("recipients")),
  };
}
