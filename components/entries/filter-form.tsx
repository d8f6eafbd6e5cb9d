"use client";

import { useRouter } from "next/navigation";
import {
  type ComponentProps,
  type SubmitEvent,
  useEffect,
  useRef,
  useTransition,
} from "react";
import { formatQueryAddress } from "@/lib/entries/query-address";
import { parseQuery } from "@/lib/entries/query-language";

const popups = "[data-slot=disclosure], .facet-sheet";

/** Without scripts a plain GET form; with them blank fields stay out of the address. */
export function FilterForm({
  action,
  role = "search",
  ...props
}: Omit<ComponentProps<"form">, "action" | "method" | "onSubmit"> & { action: string }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [isPending, startTransition] = useTransition();

  useEffect(() => {
    const element = form.current;
    const handlePause = () => {
      if (element === null) return;
      const href = addressOf(action, element);
      startTransition(() => router.replace(href, { scroll: false }));
    };
    element?.addEventListener("custody:pause", handlePause);
    return () => element?.removeEventListener("custody:pause", handlePause);
  }, [action, router]);

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const href = addressOf(action, event.currentTarget);
    for (const details of document.querySelectorAll(popups)) {
      details.removeAttribute("open");
    }
    startTransition(() => router.push(href, { scroll: false }));
  }

  return (
    <form
      ref={form}
      method="get"
      action={action}
      role={role}
      onSubmit={submit}
      aria-busy={isPending || undefined}
      {...props}
    />
  );
}

function addressOf(action: string, form: HTMLFormElement): string {
  const fields: Record<string, string> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim() !== "") fields[name] = value.trim();
  }
  const hasBox = form.elements.namedItem("query") !== null;
  const { query = "", ...kept } = fields;
  const address = hasBox
    ? formatQueryAddress(parseQuery(query), kept)
    : new URLSearchParams(fields).toString();
  return address === "" ? action : `${action}?${address}`;
}
