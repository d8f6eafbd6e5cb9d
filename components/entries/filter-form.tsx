"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, type SubmitEvent, useTransition } from "react";

const popups = "[data-slot=disclosure], .filter-sheet";

/** Without scripts a plain GET form; with them blank fields stay out of the address. */
export function FilterForm({
  action,
  role = "search",
  ...props
}: Omit<ComponentProps<"form">, "action" | "method" | "onSubmit"> & { action: string }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const query = formatQuery(new FormData(event.currentTarget));
    for (const details of event.currentTarget.querySelectorAll(popups)) {
      details.removeAttribute("open");
    }
    const href = query === "" ? action : `${action}?${query}`;
    startTransition(() => router.push(href, { scroll: false }));
  }

  return (
    <form
      method="get"
      action={action}
      role={role}
      onSubmit={submit}
      aria-busy={isPending || undefined}
      {...props}
    />
  );
}

/** Ticked boxes of one name become one list; dates stand in the place of a range. */
function formatQuery(data: FormData): string {
  const lists = new Map<string, string[]>();
  for (const [name, value] of data) {
    if (typeof value !== "string" || value.trim() === "") continue;
    lists.set(name, [...(lists.get(name) ?? []), value.trim()]);
  }
  if (lists.has("from") || lists.has("to")) lists.delete("range");
  const pairs = [...lists].map(([name, values]) => [name, values.join(",")]);
  return new URLSearchParams(pairs).toString();
}
