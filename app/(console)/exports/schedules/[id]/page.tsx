import type { Metadata } from "next";
import { ScheduleForm } from "@/components/exports/schedule-form";
import { listTimeZones } from "@/components/forms/time-zones";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { loadSchedule } from "@/lib/export-schedules/loaders";
import { describeQuery } from "@/lib/exports/query-words";

export const metadata: Metadata = { title: "Schedule – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const { form, query, schedule } = await loadSchedule(id);
  return (
    <>
      <PageHeading
        title={schedule?.name ?? "Schedule"}
        back={{ label: "Scheduled exports", href: "/exports/schedules" }}
        actions={
          <PostForm target={{ action: `/api/exports/schedules/${id}/delete` }}>
            <Button type="submit">Delete this schedule</Button>
          </PostForm>
        }
      >
        {describeQuery(query, "UTC").filter}. Whoever saves it answers for it: it ends
        with their access.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        <ScheduleForm
          form={form}
          query={query}
          action={`/api/exports/schedules/${id}`}
          submit="Save"
          zones={listTimeZones()}
        />
      </div>
    </>
  );
}
