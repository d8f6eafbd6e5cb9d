import type { Metadata } from "next";
import { ScheduleForm } from "@/components/exports/schedule-form";
import { listTimeZones } from "@/components/forms/time-zones";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { loadNewSchedule } from "@/lib/export-schedules/loaders";
import { tellQuery } from "../../export-words";
import { toQuery } from "../../query";

export const metadata: Metadata = { title: "New schedule – Custody" };

type Props = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ searchParams }: Props) {
  const asked = toQuery(await searchParams);
  const { form, query, problems } = await loadNewSchedule(asked);
  return (
    <>
      <PageHeading
        title="New schedule"
        back={{ label: "Scheduled exports", href: "/exports/schedules" }}
      >
        {tellQuery(query, "UTC").split(",").slice(0, -1).join(",")}: what the filter
        selects each time, for the range chosen below. Each send will be recorded.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        {problems.length > 0 ? (
          <Alert tone="danger">
            <p className="font-medium">This address cannot be exported as it is.</p>
            <ul className="list-disc pl-5">
              {problems.map(({ name, value, why }) => (
                <li key={`${name}=${value}`}>
                  <code>
                    {name}={value}
                  </code>{" "}
                  {why}
                </li>
              ))}
            </ul>
          </Alert>
        ) : (
          <ScheduleForm
            form={form}
            query={query}
            action="/api/exports/schedules"
            submit="Schedule it"
            zones={listTimeZones()}
          />
        )}
      </div>
    </>
  );
}
