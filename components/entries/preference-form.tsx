"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps, SubmitEvent } from "react";
import { CurrentPathInput } from "@/components/shell/current-path-input";

/** A plain form without scripts; with them the page stays and is only drawn again. */
export function PreferenceForm({
  children,
  ...props
}: Omit<ComponentProps<"form">, "action" | "method" | "onSubmit">) {
  const router = useRouter();

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { submitter } = event.nativeEvent as globalThis.SubmitEvent;
    const data = new FormData(event.currentTarget, submitter);
    await fetch("/api/preferences", { method: "POST", body: data, redirect: "manual" });
    router.refresh();
  }

  return (
    <form method="post" action="/api/preferences" onSubmit={submit} {...props}>
      <CurrentPathInput name="next" />
      {children}
    </form>
  );
}
