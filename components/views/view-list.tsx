import { Star } from "lucide-react";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";

export type ViewLine = {
  id: string;
  name: string;
  href: string;
  /** Its conditions in words: "Action is Delete". */
  conditions: string[];
  range: string;
  isDefault: boolean;
};

/** Views with what they ask, each a link to the log; one of them may open it. */
export function ViewList({
  label,
  views,
  children,
}: {
  label: string;
  views: ViewLine[];
  /** What else can be done with a view. */
  children?: (view: ViewLine) => ReactNode;
}) {
  return (
    <ul aria-label={label} className="divide-y border-y">
      {views.map((view) => (
        <li
          key={view.id}
          className="flex flex-wrap items-center gap-x-4 gap-y-2 px-6 py-2 hover:bg-muted max-md:px-4"
        >
          <div className="min-w-0 flex-1 basis-64">
            <p className="flex items-center gap-2">
              <SoftLink
                href={view.href}
                className="font-medium underline-offset-2 hover:underline max-md:py-2"
              >
                <HostileText text={view.name} />
              </SoftLink>
              {view.isDefault && (
                <Badge>
                  <Star aria-hidden />
                  Opens the log
                </Badge>
              )}
            </p>
            <p className="text-muted-foreground text-sm [overflow-wrap:anywhere]">
              <HostileText text={[...view.conditions, view.range].join(" · ")} />
            </p>
          </div>
          <div className="flex flex-wrap items-center gap-1">
            {children?.(view)}
            <DefaultSwitch view={view} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function DefaultSwitch({ view }: { view: ViewLine }) {
  return (
    <PostForm target={{ action: "/api/views/default" }}>
      <input type="hidden" name="id" value={view.isDefault ? "" : view.id} />
      <Button type="submit" variant="ghost" size="small">
        {view.isDefault ? "Open the log with everything" : "Open the log with this"}
        <span className="sr-only">: {view.name}</span>
      </Button>
    </PostForm>
  );
}
