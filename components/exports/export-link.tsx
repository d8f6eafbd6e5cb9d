import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

export function ExportLink({ href }: { href: string }) {
  return (
    <Button asChild>
      <a href={href}>
        <Download aria-hidden /> Export
      </a>
    </Button>
  );
}
