import type { Metadata } from "next";
import { PortalActivity } from "@/components/portal/portal-activity";
import { loadPortal, openPreview, type Query } from "@/lib/portal/loaders";
import { PreviewShell } from "./preview-shell";

export const metadata: Metadata = { title: "Portal preview – Custody" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

export default async function Page({ params, searchParams }: Props) {
  const visit = await openPreview((await params).slug);
  const page = await loadPortal(visit, await searchParams);
  return (
    <PreviewShell visit={visit}>
      <PortalActivity page={page} watch={null} actions={null} />
    </PreviewShell>
  );
}
