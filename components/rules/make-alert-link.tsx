import { BellPlus } from "lucide-react";
import { Button } from "@/components/ui/button";

/** A rule that begins with the conditions of the list. */
export function MakeAlertLink({ query }: { query: string }) {
  return (
    <Button asChild>
      <a href={`/alerts/rules/new?view=${encodeURIComponent(query)}`}>
        <BellPlus aria-hidden />
        <span className="max-md:sr-only">Make alert</span>
      </a>
    </Button>
  );
}
