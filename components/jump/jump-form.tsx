import { Search } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

export const jumpLabel = "Ticket, host, client, person, IP, entry or hash";

/** Leads to /jump, which leads on: it works before, and without, scripts. */
export function JumpForm({ value }: { value: string }) {
  return (
    <form action="/jump" className="flex gap-2">
      <JumpInput value={value} placeholder={jumpLabel} />
      <Button type="submit" variant="primary">
        Go
      </Button>
    </form>
  );
}

export function JumpInput({
  value,
  children,
  ...props
}: ComponentProps<"input"> & { value?: string; children?: ReactNode }) {
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2 my-auto size-4 text-muted-foreground"
      />
      <Input
        type="text"
        name="to"
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        aria-label="Search or jump to"
        className="pl-8"
        {...props}
      />
      {children}
    </div>
  );
}
