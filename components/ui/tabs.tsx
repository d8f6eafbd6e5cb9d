"use client";

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { cn } from "@/components/ui/class-names";

export type Tab = { name: string; label: ReactNode; panel: ReactNode };

// Radix' Tabs hide the other panels from a page without scripts and write a style attribute.
// Here every panel is in the page: scripts fold them, without scripts the tabs are its contents.

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

export function Tabs({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  label: string;
  tabs: Tab[];
  /** The tab to show, where somebody else keeps it; one that is not there shows the first. */
  chosen?: string | null;
  onChoose?: (name: string) => void;
}) {
  const id = useId();
  const [own, setOwn] = useState<string | null>(null);
  const wanted = chosen ?? own;
  const current = tabs.some(({ name }) => name === wanted) ? wanted : tabs[0]?.name;
  const setCurrent = (name: string | undefined) => {
    if (name === undefined) return;
    setOwn(name);
    onChoose?.(name);
  };
  const list = useRef<HTMLDivElement>(null);

  function handleKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = tabs.findIndex((tab) => tab.name === current);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    setCurrent(next?.name);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next?.name}"]`)?.focus();
  }

  return (
    <div data-slot="tabs">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={handleKeyDown}
        className="flex gap-4 overflow-x-auto border-b px-4"
      >
        {tabs.map((tab) => (
          <a
            key={tab.name}
            id={`${id}-tab-${tab.name}`}
            data-tab={tab.name}
            href={`#${id}-${tab.name}`}
            role="tab"
            aria-selected={tab.name === current}
            aria-controls={`${id}-${tab.name}`}
            tabIndex={tab.name === current ? 0 : -1}
            onClick={(event) => {
              event.preventDefault();
              setCurrent(tab.name);
            }}
            className={cn(
              "-mb-px flex min-h-9 items-center border-b-2 text-sm whitespace-nowrap",
              "max-md:min-h-11",
              tab.name === current
                ? "border-primary font-medium"
                : "border-transparent text-muted-foreground hover:text-foreground",
            )}
          >
            {tab.label}
          </a>
        ))}
      </div>
      <Panels id={id} tabs={tabs} current={current} />
    </div>
  );
}

function Panels({
  id,
  tabs,
  current,
}: {
  id: string;
  tabs: Tab[];
  current: string | null | undefined;
}) {
  return tabs.map((tab) => (
    <div
      key={tab.name}
      id={`${id}-${tab.name}`}
      role="tabpanel"
      aria-labelledby={`${id}-tab-${tab.name}`}
      className={cn("p-4", tab.name !== current && "script:not-print:hidden")}
    >
      {tab.panel}
    </div>
  ));
}
