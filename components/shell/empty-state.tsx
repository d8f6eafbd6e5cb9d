import { Inbox } from "lucide-react";
import type { ReactNode } from "react";
import { StatePage } from "@/components/shell/state-page";

/** What would be here, and how to get it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  title: string;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <StatePage icon={<Inbox aria-hidden />} title={title} level="h2" actions={actions}>
      {children}
    </StatePage>
  );
}
