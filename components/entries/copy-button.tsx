"use client";

import { Check, Copy } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { Button } from "@/components/ui/button";

type State = "idle" | "done" | "refused";

const said: Record<State, string> = {
  idle: "",
  done: "Copied",
  refused: "The browser refused to copy",
};

export function CopyButton({
  text,
  label,
  children,
  ...props
}: {
  text: string;
  /** What is copied, for those who see the icon alone: "Copy hash". */
  label: string;
} & Omit<ComponentProps<typeof Button>, "onClick" | "type">) {
  const [state, setState] = useState<State>("idle");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("done");
    } catch {
      setState("refused");
    }
  }

  return (
    <Button
      type="button"
      variant="ghost"
      size={children ? "medium" : "tiny"}
      title={said[state] || label}
      aria-label={children ? undefined : label}
      onClick={copy}
      onBlur={() => setState("idle")}
      onPointerLeave={() => setState("idle")}
      {...props}
      data-print="hide"
      data-needs-script
    >
      {state === "done" ? <Check aria-hidden /> : <Copy aria-hidden />}
      {children}
      <span aria-live="polite" className="sr-only">
        {said[state]}
      </span>
    </Button>
  );
}
