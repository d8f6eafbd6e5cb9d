import type { Metadata } from "next";
import Link from "next/link";
import { RefreshWhile } from "@/components/exports/refresh-while";
import { PackTable } from "@/components/packs/pack-table";
import { EmptyState } from "@/components/shell/empty-state";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadZone } from "@/lib/organizations/loaders";
import { loadPacks } from "@/lib/packs/loaders";
import { isActive } from "@/lib/packs/model";

export const metadata: Metadata = { title: "Evidence – Custody" };

/** Every pack that was made, and what it came to. */
export default async function Page() {
  const { packs, clientNames, mayCreate } = await loadPacks();
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames: {} };
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading
        title="Evidence"
        actions={
          mayCreate && (
            <Button asChild variant="primary">
              <Link href="/evidence/new">New pack</Link>
            </Button>
          )
        }
      >
        What an auditor, an insurer or a client asks for, in one file: entries for people
        and programs, the proof that they are unchanged, and which controls they support.
      </PageHeading>
      <RefreshWhile isActive={packs.some(isActive)} />
      {packs.length === 0 ? (
        <div className="px-6 max-md:px-4">
          <EmptyState title="No packs yet">
            A pack is of one period and one purpose: an access review, the changes of a
            quarter, an incident, personal data, or everything done for one client.
          </EmptyState>
        </div>
      ) : (
        <PackTable packs={packs} clientNames={clientNames} viewer={viewer} />
      )}
    </div>
  );
}
