import type { Metadata } from "next";
import { PortalEntry } from "@/components/portal/portal-entry";
import { loadPortalEntry, openPreview } from "@/lib/portal/loaders";
import { PreviewShell } from "../preview-shell";

export const metadata: Metadata = { title: "Portal preview – Custody" };

type Props = { params: Promise<{ slug: string; id: string }> };

export default async function Page({ params }: Props) {
  const { slug, id } = await params;
  const visit = await openPreview(slug);
  const page = await loadPortalEntry(visit, id);
  return (
    <PreviewShell visit={visit}>
      <PortalEntry page={page} receiptHref={null} />
    </PreviewShell>
  );
}
