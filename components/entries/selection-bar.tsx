"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { useTell } from "@/components/entries/log-context";
import type { SelectionForm } from "@/components/entries/take-selection";
import { Button } from "@/components/ui/button";
import type { RowEntry } from "@/lib/entries/row-entry";

type Root = RefObject<HTMLDivElement | null>;
type Box = HTMLInputElement;

const files = ["csv", "json", "ndjson"] as const;
const words = { csv: "CSV", json: "JSON", ndjson: "NDJSON" };
const boxes = "input[data-select]";

/** What is ticked in the list, and what can be done with it; the ticks are in the page. */
export function SelectionBar({
  root,
  entries,
  publicUrl,
  mayPin,
}: {
  root: Root;
  entries: RowEntry[];
  publicUrl: string;
  mayPin: boolean;
}) {
  const tell = useTell();
  const ids = useSelection(root, entries);
  if (ids.length === 0) return null;

  async function take(how: SelectionForm) {
    const { takeSelection } = await import("@/components/entries/take-selection");
    tell(await takeSelection(ids, how, publicUrl));
  }

  return (
    <section
      aria-label="Selection"
      data-print="hide"
      className="sticky bottom-0 z-30 flex flex-wrap items-center gap-2 border-t bg-popover px-6 py-2 text-sm"
    >
      <p className="mr-2 font-medium tabular-nums">
        {ids.length.toLocaleString("en-GB")} selected
      </p>
      <Button onClick={() => take("copied json")}>Copy as JSON</Button>
      <Button onClick={() => take("note")}>Copy as ticket note</Button>
      <span className="ml-2 text-muted-foreground">Save as</span>
      {files.map((form) => (
        <Button
          key={form}
          onClick={() => take(form)}
          aria-label={`Save as ${words[form]}`}
        >
          {words[form]}
        </Button>
      ))}
      {mayPin && (
        <Button asChild>
          <a href={`/evidence/cases/pin?entry=${ids.join("&entry=")}`}>Pin to a case</a>
        </Button>
      )}
      <Button
        variant="ghost"
        className="ml-auto"
        onClick={() => tick(listBoxes(root.current), () => false)}
      >
        Clear
      </Button>
    </section>
  );
}

function useSelection(root: Root, entries: RowEntry[]): string[] {
  const [ids, setIds] = useState<string[]>([]);
  /** Where Shift goes on from; by its id, as the rows may be drawn again in between. */
  const last = useRef<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has other boxes
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const read = () => setIds(listTicked(element));
    function handleClick(event: MouseEvent) {
      if (!(event.target instanceof HTMLInputElement)) return;
      const all = listBoxes(element);
      if (event.target.matches("[data-select-all]")) {
        const { checked } = event.target;
        tick(all, () => checked);
      }
      const at = all.indexOf(event.target);
      if (at < 0) return;
      const { checked } = event.target;
      const lastAt = all.findIndex((box) => entryOf(box) === last.current);
      if (event.shiftKey && lastAt >= 0) {
        const [from, to] = [Math.min(at, lastAt), Math.max(at, lastAt)];
        tick(all.slice(from, to + 1), () => checked);
      }
      last.current = entryOf(event.target);
    }
    read();
    element.addEventListener("click", handleClick);
    element.addEventListener("change", read);
    return () => {
      element.removeEventListener("click", handleClick);
      element.removeEventListener("change", read);
    };
  }, [root, entries]);

  return ids;
}

function listBoxes(root: HTMLElement | null): Box[] {
  return root === null ? [] : [...root.querySelectorAll<Box>(boxes)];
}

function entryOf(box: Box): string | null {
  return box.closest<HTMLElement>("[data-entry]")?.dataset.entry ?? null;
}

function listTicked(root: HTMLElement): string[] {
  return listBoxes(root).flatMap((box) => (box.checked ? (entryOf(box) ?? []) : []));
}

function tick(all: Box[], isTicked: (box: Box) => boolean): void {
  for (const box of all) box.checked = isTicked(box);
  all[0]?.dispatchEvent(new Event("change", { bubbles: true }));
}
