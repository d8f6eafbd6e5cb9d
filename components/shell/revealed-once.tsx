import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "@/components/entries/copy-button";
import { Alert } from "@/components/ui/alert";

/** Something new that is shown on this page and on no other. */
export function RevealedOnce({
  says,
  value,
  copyLabel,
  children,
}: {
  says: string;
  value: string;
  copyLabel: string;
  /** What it is for. */
  children?: ReactNode;
}) {
  return (
    <Alert tone="good">
      <KeyRound aria-hidden />
      <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-2">
        <p className="font-medium">{says}</p>
        <p className="flex items-center gap-2">
          <code className="min-w-0 break-all font-mono text-sm">{value}</code>
          <CopyButton text={value} label={copyLabel} />
        </p>
        {children !== undefined && (
          <div className="text-muted-foreground">{children}</div>
        )}
      </div>
    </Alert>
  );
}
