import type { Metadata } from "next";
import { DoorFrame } from "@/components/access/door-frame";
import { SpentLink } from "@/components/access/spent-link";
import { SharedReport } from "@/components/cases/shared-report";
import { loadSharedCase } from "@/lib/case-links/loaders";

export const metadata: Metadata = {
  title: "Report of a case – Custody",
  robots: { index: false, follow: false },
};

type Props = { params: Promise<{ token: string }> };

/** For somebody outside who holds a link: one report, with their name across it. */
export default async function Page({ params }: Props) {
  const { token } = await params;
  const shared = await loadSharedCase(token);
  if (shared === "busy") {
    return (
      <DoorFrame title="Report of a case">
        <p className="text-sm">
          This link was opened very often just now. Wait ten minutes and open it again.
        </p>
      </DoorFrame>
    );
  }
  if (shared === null) {
    return (
      <DoorFrame title="Report of a case">
        <SpentLink again={null} />
      </DoorFrame>
    );
  }
  return <SharedReport shared={shared} />;
}
