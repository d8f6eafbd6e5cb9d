import { Ban, Check, type LucideIcon, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/class-names";
import type { Outcome } from "@/lib/entries/model";

export const outcomeLooks: Record<
  Outcome,
  { words: string; Icon: LucideIcon; className: string }
> = {
  success: { words: "Success", Icon: Check, className: "text-outcome-success" },
  failed: {
    words: "Failed",
    Icon: TriangleAlert,
    className: "font-medium text-outcome-failed",
  },
  denied: { words: "Denied", Icon: Ban, className: "font-medium text-outcome-denied" },
};

export function OutcomeMark({ outcome }: { outcome: Outcome }) {
  const { words, Icon, className } = outcomeLooks[outcome];
  return (
    <span className={cn("inline-flex items-center gap-1 whitespace-nowrap", className)}>
      <Icon aria-hidden className="size-3.5" />
      {words}
    </span>
  );
}
