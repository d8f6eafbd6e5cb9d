import type { ComponentProps } from "react";

/** Where a form posts to, and the token that proves it came from one of our pages. */
export type PostTarget = { action: string; csrf?: { name: string; token: string } };

export function PostForm({
  target,
  children,
  ...props
}: Omit<ComponentProps<"form">, "action" | "method" | "target"> & {
  target: PostTarget;
}) {
  return (
    <form method="post" action={target.action} {...props}>
      {target.csrf && (
        <input type="hidden" name={target.csrf.name} value={target.csrf.token} />
      )}
      {children}
    </form>
  );
}
