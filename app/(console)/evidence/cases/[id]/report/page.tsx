import type { Metadata } from "next";
import { CaseReportView } from "@/components/cases/case-report";
import { PageHeading } from "@/components/shell/page-heading";
import { loadCaseReport } from "@/lib/cases/loaders";

export const metadata: Metadata = { title: "Report of a case – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const { told, happenings, measures, clientNames, zone } = await loadCaseReport(id);
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading
        title={told.name}
        back={{ label: "The case", href: `/evidence/cases/${id}` }}
      >
        Report, with times in {zone}
      </PageHeading>
      <CaseReportView
        told={told}
        happenings={happenings}
        measures={measures}
        viewer={{ zone, clientNames, hasLog: true }}
      />
    </div>
  );
}
