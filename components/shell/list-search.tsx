import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** The search of a short list: a GET form, so the address is the state. */
export function ListSearch({
  action,
  label,
  search,
  keep = {},
  children,
}: {
  action: string;
  label: string;
  search: string;
  /** What else the address says. */
  keep?: Record<string, string>;
  children?: ReactNode;
}) {
  const kept = new URLSearchParams(keep).toString();
  return (
    <div className="flex flex-wrap items-center gap-2 px-6 max-md:px-4">
      <search>
        <form method="get" action={action} className="flex gap-2">
          {Object.entries(keep).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Input
            type="search"
            name="q"
            aria-label={label}
            placeholder={label}
            defaultValue={search}
            className="w-64 max-md:w-full"
          />
          <Button type="submit" aria-label="Search">
            <Search aria-hidden />
          </Button>
          {search !== "" && (
            <Button asChild variant="ghost">
              <SoftLink href={kept === "" ? action : `${action}?${kept}`}>Clear</SoftLink>
            </Button>
          )}
        </form>
      </search>
      {children}
    </div>
  );
}
