"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import { type LiveState, useLive } from "@/components/entries/live-context";
import { useTell } from "@/components/entries/log-context";
import { moveFocus, rowOfFocus } from "@/components/entries/row-focus";
import { savePreference } from "@/components/entries/save-preference";
import { isShortcut } from "@/components/entries/shortcuts";
import type { OpenEntry } from "@/components/entries/use-open-entry";

const HelpDialog = dynamic(() =>
  import("@/components/entries/help-dialog").then((module) => module.HelpDialog),
);

type Root = RefObject<HTMLDivElement | null>;
type Props = { root: Root; open: OpenEntry; isDocked: boolean; publicUrl: string };
type Facts = Props & { live: LiveState; tell: (text: string) => void; help: () => void };
type Act = (facts: Facts, event: KeyboardEvent) => void;

const pressMsMax = 1_500;
const otherDialogs = "[role=dialog]:not([data-entry])";
const interactive = "a, button, input, select, textarea, summary, label";

const goTo: Record<string, string> = {
  l: "/admin/audit-logs",
  c: "/clients",
  i: "/integrity",
  e: "/exports",
  s: "/settings",
};

/** The keys of the list and of the entry over it; pointers may press anywhere in a row. */
export function LogKeys(props: Props) {
  const live = useLive();
  const tell = useTell();
  const router = useRouter();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const facts = useRef<Facts | null>(null);
  facts.current = { ...props, live, tell, help: () => setHelpOpen(true) };
  const { root } = props;

  useEffect(() => {
    let goesFrom = Number.NEGATIVE_INFINITY;
    function handleKey(event: KeyboardEvent) {
      if (!facts.current || !isShortcut(event)) return;
      if (document.querySelector(otherDialogs) !== null) return;
      const isSecond = performance.now() - goesFrom < pressMsMax;
      goesFrom = event.key === "g" ? performance.now() : Number.NEGATIVE_INFINITY;
      if (isSecond && followNavigation(event.key)) return event.preventDefault();
      const act = actions[event.key];
      act?.(facts.current, event);
    }
    function handleClick(event: MouseEvent) {
      const href = facts.current && hrefOfClick(event, facts.current.open);
      if (href) router.push(href, { scroll: false });
    }
    const element = root.current;
    document.addEventListener("keydown", handleKey);
    element?.addEventListener("click", handleClick);
    element?.addEventListener("pointerover", fetchDetails, { once: true });
    element?.setAttribute("data-keys", "ready");
    return () => {
      document.removeEventListener("keydown", handleKey);
      element?.removeEventListener("click", handleClick);
      element?.removeEventListener("pointerover", fetchDetails);
    };
  }, [root, router]);

  return isHelpOpen && <HelpDialog onClose={() => setHelpOpen(false)} />;
}

/** Whoever comes near the list will open an entry: its script is there by then. */
function fetchDetails(): void {
  void import("@/components/entries/entry-overlay");
}

function followNavigation(key: string): boolean {
  const path = goTo[key];
  const link = path && document.querySelector<HTMLElement>(`nav a[href^="${path}"]`);
  if (!link) return false;
  link.click();
  return true;
}

/** Opens the entry of a pressed row or Details link here; another tab is the browser's. */
function hrefOfClick(event: MouseEvent, open: OpenEntry): string | null {
  const { target } = event;
  if (!(target instanceof Element) || event.defaultPrevented) return null;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return null;
  const link = target.closest<HTMLElement>("a[data-details]");
  const isSelecting = document.getSelection()?.isCollapsed === false;
  if (link === null && (isSelecting || target.closest(interactive) !== null)) return null;
  const id =
    link?.dataset.details ?? target.closest<HTMLElement>("tr[data-entry]")?.dataset.entry;
  if (id === undefined) return null;
  event.preventDefault();
  open.show(id);
  return null;
}

const currentIdOf = ({ open, root }: Facts) =>
  open.id ?? rowOfFocus(root.current)?.dataset.entry ?? null;

function moveBy(by: 1 | -1): Act {
  return ({ root, open, isDocked }, event) => {
    event.preventDefault();
    if (open.id === null || isDocked) moveFocus(root.current, by, open.id);
    if (open.id !== null) open.step(by);
  };
}

/** Arrows scroll a page, unless a row has the focus or an entry is open. */
function moveByArrow(by: 1 | -1): Act {
  return (facts, event) => {
    if (facts.open.id === null && rowOfFocus(facts.root.current) !== null) {
      moveBy(by)(facts, event);
    }
  };
}

function copyAs(form: "link" | "json" | "note"): Act {
  return async (facts, event) => {
    const id = currentIdOf(facts);
    if (id === null) return;
    event.preventDefault();
    const { copyEntry } = await import("@/components/entries/copy-entry");
    facts.tell(await copyEntry(id, form, facts.publicUrl));
  };
}

function press(selector: string, how: "focus" | "click"): Act {
  return (_facts, event) => {
    const element = document.querySelector<HTMLElement>(selector);
    if (!element) return;
    event.preventDefault();
    element.focus();
    if (how === "click") element.click();
  };
}

function openAndFocus(folded: string, inside: string): Act {
  return (_facts, event) => {
    const details = document.querySelector<HTMLDetailsElement>(folded);
    if (!details) return;
    event.preventDefault();
    details.open = true;
    details.querySelector<HTMLElement>(inside)?.focus();
  };
}

const open: Act = (facts, event) => {
  const id = rowOfFocus(facts.root.current)?.dataset.entry;
  if (facts.open.id !== null || id === undefined) return;
  event.preventDefault();
  facts.open.show(id);
};

const around: Act = (facts, event) => {
  const id = currentIdOf(facts);
  if (id === null) return;
  event.preventDefault();
  if (facts.open.id === null) facts.open.show(id, "around");
  else facts.open.setTab("around");
};

const select: Act = (facts, event) => {
  const row = rowOfFocus(facts.root.current);
  const box = row?.querySelector<HTMLInputElement>("input[data-select]");
  box?.dispatchEvent(
    new MouseEvent("click", { bubbles: true, shiftKey: event.shiftKey }),
  );
};

const changeDensity: Act = ({ root }) => {
  if (root.current === null) return;
  const { dataset } = root.current;
  dataset.density = dataset.density === "compact" ? "comfortable" : "compact";
  void savePreference({ density: dataset.density });
};

const actions: Partial<Record<string, Act>> = {
  j: moveBy(1),
  k: moveBy(-1),
  ArrowDown: moveByArrow(1),
  ArrowUp: moveByArrow(-1),
  o: open,
  x: select,
  X: select,
  c: copyAs("link"),
  y: copyAs("json"),
  n: copyAs("note"),
  a: around,
  l: ({ live }) => live.toggle(),
  p: ({ live }) => live.togglePause(),
  d: changeDensity,
  "?": ({ help }) => help(),
  "/": press("#query", "focus"),
  f: openAndFocus(".facet-sheet", ".facets a"),
  t: openAndFocus("details:has(> #range)", "#range-when"),
  "[": press("a[data-page=newer]", "click"),
  "]": press("a[data-page=older]", "click"),
};
