"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { type MouseEvent, useEffect, useState } from "react";
import { JumpInput } from "@/components/jump/jump-form";
import { Kbd } from "@/components/ui/kbd";

/** Most visits never open it: its script comes with the first one that does. */
const PaletteDialog = dynamic(() =>
  import("@/components/jump/palette-dialog").then((module) => module.PaletteDialog),
);

/** The header's search: a form that leads to /jump, and with scripts the palette. */
export function Palette({ places }: { places: { label: string; href: string }[] }) {
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    function handleKey(event: KeyboardEvent) {
      const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isCommand || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      setOpen(true);
    }
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    setOpen(true);
  }

  return (
    <>
      <search className="min-w-11 flex-1 md:max-w-md">
        <form action="/jump" className="flex max-md:hidden">
          <JumpInput placeholder="Search or jump to…" onClick={open}>
            <Kbd className="pointer-events-none absolute inset-y-0 right-2 my-auto h-4.5 no-script:hidden">
              Ctrl K
            </Kbd>
          </JumpInput>
        </form>
        <a
          href="/jump"
          onClick={open}
          aria-label="Search or jump to"
          className="ml-auto flex size-11 items-center justify-center rounded-md hover:bg-accent md:hidden"
        >
          <Search aria-hidden className="size-5" />
        </a>
      </search>
      {isOpen && <PaletteDialog places={places} onClose={() => setOpen(false)} />}
    </>
  );
}
