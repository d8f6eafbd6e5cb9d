import type { Metadata } from "next";
import Link from "next/link";
import { CaseTable } from "@/components/cases/case-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadCases } from "@/lib/cases/loaders";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Cases – Custody" };

/** The incident room: what happened, told by entries and by the people who were there. */
export default async function Page() {
  const { cases, mayWrite } = await loadCases();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title="Cases"
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/evidence/cases/new">Open a case</Link>
            </Button>
          )
        }
      >
        The incident room: entries are pinned from anywhere, notes say what no system saw,
        and the report goes out as a page, a PDF, a bundle or a link that ends.
      </PageHeading>
      {cases.length > 0 ? (
        <CaseTable cases={cases} viewer={viewer} />
      ) : (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No cases yet">
            Open one when something went wrong, and pin what the log says of it: every
            entry has “Pin to a case”.
          </EmptyState>
        </div>
      )}
    </div>
  );
}
