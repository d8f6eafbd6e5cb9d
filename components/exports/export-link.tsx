import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";

export function ExportLink({ href }: { href: string }) {
  return (
    <Button asChild>
      <a href={href}>
        <Download aria-hidden />
        <span className="max-md:sr-only">Export</span>
      </a>
    </Button>
  );
}
