import { Search } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** The first thing on the first page: ask the whole log. */
export function BigSearch({ action }: { action: string }) {
  return (
    <search>
      <form method="get" action={action} className="grid gap-1">
        <div className="flex gap-2">
          <div className="relative min-w-0 flex-1">
            <Search
              aria-hidden
              className="pointer-events-none absolute inset-y-0 left-3 my-auto size-5 text-muted-foreground"
            />
            <Input
              name="query"
              aria-label="Search the whole log"
              placeholder="A ticket, a person, a device, an address …"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="h-11 pl-10 text-lg"
            />
          </div>
          <input type="hidden" name="range" value="all" />
          <Button type="submit" variant="primary" size="large" className="h-11">
            Search
          </Button>
        </div>
        <p className="text-muted-foreground text-sm">
          Searches everything that is shown of every entry, all time. Conditions work too:{" "}
          <code className="text-xs">verb:delete entity:ticket</code>
        </p>
      </form>
    </search>
  );
}
