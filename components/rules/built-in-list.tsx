import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";

/** Rules that others needed before; each is switched on by itself. */
export function BuiltInList({
  offered,
  mayWrite,
}: {
  offered: { id: string; name: string; description: string }[];
  mayWrite: boolean;
}) {
  return (
    <ul className="border-y">
      {offered.map(({ id, name, description }) => (
        <li
          key={id}
          className="flex items-center gap-4 border-b px-6 py-2 last:border-b-0 max-md:px-4"
        >
          <div className="min-w-0 flex-1">
            <p className="font-medium text-sm">{name}</p>
            <p className="text-muted-foreground text-xs">{description}</p>
          </div>
          {mayWrite && (
            <PostForm target={{ action: "/api/rules/built-in" }}>
              <input type="hidden" name="name" value={id} />
              <Button type="submit" size="small" aria-label={`Switch on ${name}`}>
                Switch on
              </Button>
            </PostForm>
          )}
        </li>
      ))}
    </ul>
  );
}
