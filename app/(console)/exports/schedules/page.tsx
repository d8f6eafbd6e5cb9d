import type { Metadata } from "next";
import Link from "next/link";
import { AddressSection } from "@/components/exports/address-section";
import { ScheduleTable } from "@/components/exports/schedule-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadSchedules } from "@/lib/export-schedules/loaders";
import { tellSchedules } from "../export-words";

export const metadata: Metadata = { title: "Scheduled exports – Custody" };

export default async function Page() {
  const { schedules, addresses, address, mayChange } = await loadSchedules();
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title="Scheduled exports"
        back={{ label: "Exports", href: "/exports" }}
        actions={
          mayChange && (
            <Button asChild variant="primary">
              <Link href="/exports/schedules/new?range=last-week">New schedule</Link>
            </Button>
          )
        }
      >
        Each goes to people who are known to have the address, and each send is in the log
        with its count and hash. A schedule ends with the access of who saved it last, and
        after twelve months.
      </PageHeading>
      {schedules.length === 0 ? (
        <div className="px-6 max-md:px-4">
          <EmptyState title="Nothing is sent by itself">
            Filter the log, press “Export”, then “Send it regularly”.
          </EmptyState>
        </div>
      ) : (
        <ScheduleTable schedules={tellSchedules(schedules)} mayChange={mayChange} />
      )}
      <AddressSection addresses={addresses} form={address} mayChange={mayChange} />
    </div>
  );
}
