import { ArrowRightLeft } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";

/** The other organizations of a person; each is a world of its own. */
export function OrganizationSwitcher({
  organizations,
}: {
  organizations: { id: string; name: string; role: string }[];
}) {
  if (organizations.length === 0) return null;
  return (
    <PostForm
      target={{ action: "/api/organizations/switch" }}
      aria-label="Go to another organization"
      className="grid border-y py-1"
    >
      {organizations.map(({ id, name, role }) => (
        <button
          key={id}
          type="submit"
          name="organization"
          value={id}
          className="flex min-h-8 items-center gap-2 rounded-md px-2 text-left text-sm hover:bg-accent max-md:min-h-11"
        >
          <ArrowRightLeft aria-hidden className="size-4 shrink-0" />
          <span className="min-w-0 truncate">
            <HostileText text={name} />
            <span className="text-muted-foreground capitalize"> · {role}</span>
          </span>
        </button>
      ))}
    </PostForm>
  );
}
