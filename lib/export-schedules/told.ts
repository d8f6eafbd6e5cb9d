import type { Schedule } from "./model";

/** What the log says of a schedule. */
export function describeSchedule(
  schedule: Omit<Schedule, "state" | "reason" | "nextAt">,
) {
  const { name, format, query, cadence, localTime, zone, recipients } = schedule;
  const day = cadence === "weekly" ? schedule.weekday : schedule.monthday;
  const when = {
    cadence,
    time: localTime,
    zone,
    ...(cadence === "daily" ? {} : { day }),
  };
  return { name, format, query, when, recipients };
}

export const targetOf = ({ id, name }: Pick<Schedule, "id" | "name">) => ({
  type: "export_schedule",
  id,
  name,
});
