import type { Metadata } from "next";
import { PortalEntry } from "@/components/portal/portal-entry";
import { loadPortalEntry, openVisit } from "@/lib/portal/loaders";

export const metadata: Metadata = { title: "Entry – Activity on your account" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const visit = await openVisit("portal:audit_log.read");
  const page = await loadPortalEntry(visit, (await params).id);
  const receiptHref = `/api/portal/bundle?entry=${page.line.id}`;
  return <PortalEntry page={page} receiptHref={receiptHref} />;
}
