import { Monitor, Moon, Sun } from "lucide-react";
import { CurrentPathInput } from "@/components/shell/current-path-input";
import { PostForm, type PostTarget } from "@/components/shell/post-form";
import { cn } from "@/components/ui/class-names";

export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];

const choices = [
  { theme: "light", label: "Light", Icon: Sun },
  { theme: "dark", label: "Dark", Icon: Moon },
  { theme: "system", label: "System", Icon: Monitor },
] as const;

/** Posts `theme` and `next`; the handler sets the cookie and leads back. */
export function ThemeChoice({ current, target }: { current: Theme; target: PostTarget }) {
  return (
    <PostForm target={target} aria-label="Theme" className="flex rounded-md border">
      <CurrentPathInput name="next" />
      {choices.map(({ theme, label, Icon }) => (
        <button
          key={theme}
          type="submit"
          name="theme"
          value={theme}
          aria-pressed={theme === current}
          className={cn(
            "flex h-7 flex-1 items-center justify-center gap-1 rounded-sm px-2 text-xs",
            "hover:bg-accent max-md:h-11",
            theme === current ? "bg-accent font-medium" : "text-muted-foreground",
          )}
        >
          <Icon aria-hidden className="size-3.5" />
          {label}
        </button>
      ))}
    </PostForm>
  );
}
