import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import type { Problem } from "@/lib/entries/parameters";
import type { ExportAddress } from "@/lib/export-addresses/model";
import { listExportAddresses } from "@/lib/export-addresses/queries";
import { parseExportQuery } from "@/lib/exports/model";
import { loadForm } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { recordUnknown } from "@/lib/runtime/refusal";
import { scheduleForm } from "./handlers";
import { cadences, type ListedSchedule, type Schedule } from "./model";
import { listNextRuns } from "./next-run";
import { findSchedule, listSchedules } from "./queries";
import { relativeTokens } from "./tokens";

const shownRuns = 3;

export type LoadedSchedules = {
  schedules: (ListedSchedule & { runs: Date[] })[];
  addresses: ExportAddress[];
  address: FormState;
  mayChange: boolean;
};

export async function loadSchedules(): Promise<LoadedSchedules> {
  const { scope, principal } = await gatePage("schedules:read");
  const schedules = await listSchedules(scope);
  return {
    schedules: schedules.map(withRuns),
    addresses: await listExportAddresses(scope),
    address: await loadForm("export-address"),
    mayChange: isAllowed(principal, "schedules:change"),
  };
}

function withRuns(schedule: ListedSchedule) {
  const { state, nextAt } = schedule;
  if (state !== "active") return { ...schedule, runs: [] };
  const later = listNextRuns(schedule, nextAt, shownRuns - 1);
  return { ...schedule, runs: [nextAt, ...later] };
}

/** For the page of exports: who may not read them sees none. */
export async function loadSchedulesBeside() {
  const { scope, principal } = await gatePage("log:export");
  const mayRead = isAllowed(principal, "schedules:read");
  const mayChange = isAllowed(principal, "schedules:change");
  const schedules = mayRead ? (await listSchedules(scope)).map(withRuns) : [];
  return { schedules, mayRead, mayChange };
}

export type EditedSchedule = {
  form: FormState;
  query: string;
  problems: Problem[];
  /** What is saved now; null for a new one. */
  schedule: Schedule | null;
};

export async function loadNewSchedule(query: string): Promise<EditedSchedule> {
  const { principal } = await gatePage("schedules:change");
  const parsed = parseExportQuery(query);
  if (!parsed.ok) {
    const form = await loadForm(scheduleForm);
    return { form, query, problems: parsed.problems, schedule: null };
  }
  const { filter, text } = parsed.value;
  const token = filter.range.kind === "relative" ? filter.range.token : "";
  const form = await loadForm(scheduleForm, {
    format: "csv",
    covers: relativeTokens.find((one) => one === token) ?? "last-week",
    cadence: cadences[1],
    weekday: "0",
    monthday: "1",
    localTime: "07:00",
    zone: await loadOrganizationZone(),
    recipients: principal.kind === "user" ? principal.email : "",
  });
  return { form, query: text ?? "", problems: [], schedule: null };
}

export async function loadSchedule(id: string): Promise<EditedSchedule> {
  const ctx = await gatePage("schedules:change");
  const schedule = await findSchedule(ctx.scope, id);
  if (!schedule) {
    await recordUnknown(ctx, { type: "export_schedule", id });
    notFound();
  }
  const parsed = parseExportQuery(schedule.query);
  const range = parsed.ok ? parsed.value.filter.range : null;
  const form = await loadForm(scheduleForm, {
    ...pickTexts(schedule),
    covers: range?.kind === "relative" ? range.token : "last-week",
    recipients: schedule.recipients.join("\n"),
    withManifest: schedule.withManifest ? "on" : "",
  });
  return { form, query: schedule.query, problems: [], schedule };
}

function pickTexts({ name, format, cadence, localTime, zone, ...days }: Schedule) {
  const [weekday, monthday] = [String(days.weekday), String(days.monthday)];
  return { name, format, cadence, localTime, zone, weekday, monthday };
}
