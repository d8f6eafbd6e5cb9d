import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import { HeadWatch } from "@/components/portal/head-watch";
import { PortalActivity } from "@/components/portal/portal-activity";
import { PortalDownload } from "@/components/portal/portal-download";
import { Button } from "@/components/ui/button";
import { loadPortal, openVisit, type Query } from "@/lib/portal/loaders";

export const metadata: Metadata = { title: "Activity on your account" };

type Props = { searchParams: Promise<Query> };

export default async function Page({ searchParams }: Props) {
  const visit = await openVisit("portal:audit_log.read");
  const page = await loadPortal(visit, await searchParams);
  const watch = <HeadWatch client={visit.reader.portal.clientId} />;
  const actions = (
    <>
      <Button asChild>
        <a href="/portal/verify">
          <ShieldCheck aria-hidden />
          Verify
        </a>
      </Button>
      <PortalDownload base="/portal" query={page.query} />
    </>
  );
  return <PortalActivity page={page} watch={watch} actions={actions} />;
}
