import { ShieldAlert, ShieldCheck } from "lucide-react";
import type { ExportVerdict } from "@/lib/export-requests/model";

const grouped = new Intl.NumberFormat("en-GB");

export function ExportVerdictNote({
  verdict,
  altered,
}: {
  verdict: ExportVerdict;
  altered: number;
}) {
  if (verdict.state === "holds") {
    return (
      <span className="mt-0.5 flex items-center gap-1 text-muted-foreground text-xs">
        <ShieldCheck aria-hidden className="size-3.5 text-seal-ok" />
        {grouped.format(verdict.checkedCount)} verified, all hold
      </span>
    );
  }
  const [first] = verdict.altered;
  return (
    <a
      href="/integrity"
      className="mt-0.5 flex items-center gap-1 font-medium text-seal-bad text-xs underline"
    >
      <ShieldAlert aria-hidden className="size-3.5" />
      {grouped.format(altered)} altered, first #{first?.position}: {first?.why}
    </a>
  );
}
