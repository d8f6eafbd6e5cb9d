import type { Metadata } from "next";
import { PinForm } from "@/components/cases/pin-form";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { loadPinPage } from "@/lib/cases/loaders";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Pin to a case – Custody" };

type Props = {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Page({ searchParams }: Props) {
  const loaded = await loadPinPage([(await searchParams).entry ?? []].flat());
  const { entries, clientNames } = loaded;
  const viewer = { zone: await loadZone(), now: Date.now(), clientNames };
  return (
    <>
      <PageHeading
        title="Pin to a case"
        back={{ label: "Cases", href: "/evidence/cases" }}
      >
        A pinned entry stands in the timeline and the report of its case. The entry itself
        stays as it is.
      </PageHeading>
      <div className="grid max-w-2xl gap-5 px-6 py-5 max-md:px-4">
        {entries.length > 0 ? (
          <PinForm loaded={loaded} viewer={viewer} />
        ) : (
          <Alert tone="warning">
            <p>
              This address names no entry of the log. Open an entry and press “Pin to a
              case”.
            </p>
          </Alert>
        )}
      </div>
    </>
  );
}
