"use client";

import { ChevronLeft, ChevronRight, Maximize2, PanelRight, X } from "lucide-react";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";
import type { Dock } from "@/components/entries/use-dock";
import type { OpenEntry } from "@/components/entries/use-open-entry";
import { useSwipe } from "@/components/entries/use-swipe";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";

type Props = {
  /** Takes the focus back when the dialog closes: the row of the entry seen last. */
  rowId: string;
  open: OpenEntry;
  dock: Dock;
  permalink: string;
  label: ReactNode;
  title: ReactNode;
  children: ReactNode;
};

const docked =
  "md:inset-y-0 md:top-(--top) md:right-0 md:left-auto md:z-30 md:max-h-none md:w-[560px] " +
  "md:translate-x-0 md:rounded-none md:border-y-0 md:border-r-0";
const stays = "[data-print=hide][role=menu], [role=status]";

/** Over the list, or as a pane beside it; both are left by Escape. */
export function EntryDialogFrame({ label, title, children, ...props }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const { rowId, open, dock } = props;
  const { isDocked } = dock;
  const swipe = useSwipe(open.step);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry begins at its top
  useEffect(() => {
    scroller.current?.scrollTo(0, 0);
  }, [open.id]);

  return (
    <Dialog open modal={!isDocked} onOpenChange={(isOpen) => !isOpen && open.close()}>
      {!isDocked && (
        <div
          aria-hidden
          data-print="hide"
          className="fixed inset-0 z-40 bg-scrim max-md:hidden"
        />
      )}
      <DialogContent
        data-entry={open.id}
        // Radix names it only once its script runs; the server draws it open.
        aria-labelledby={titleId}
        aria-describedby={undefined}
        className={isDocked ? docked : undefined}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          if (!isDocked) heading.current?.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(rowId)?.focus();
        }}
        onInteractOutside={(event) => {
          const { target } = event;
          const isOurs = target instanceof Element && target.closest(stays) !== null;
          if (isDocked || isOurs) event.preventDefault();
        }}
      >
        <div className="flex items-center gap-1 border-b py-1.5 pr-1.5 pl-4">
          {label}
          <Steps {...props} />
        </div>
        <div
          ref={scroller}
          {...swipe}
          className="min-h-0 flex-1 touch-pan-y overflow-y-auto overscroll-contain"
        >
          <DialogTitle
            id={titleId}
            ref={heading}
            tabIndex={-1}
            className="border-b px-4 py-3 focus:outline-none"
          >
            {title}
          </DialogTitle>
          {children}
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Steps({
  rowId,
  open,
  dock,
  permalink,
}: Omit<Props, "label" | "title" | "children">) {
  const hrefTo = (id: string | null) => (id === null ? null : open.hrefOf(id));
  return (
    <div className="flex items-center">
      <Step
        href={hrefTo(open.previousId)}
        label="Previous entry (k)"
        onPress={() => open.step(-1)}
      >
        <ChevronLeft aria-hidden />
      </Step>
      <Step
        href={hrefTo(open.nextId)}
        label="Next entry (j)"
        onPress={() => open.step(1)}
      >
        <ChevronRight aria-hidden />
      </Step>
      {dock.isPossible && (
        <Button
          variant="ghost"
          size="icon"
          aria-pressed={dock.isDocked}
          aria-label="Beside the list"
          title={dock.isDocked ? "Show over the list" : "Dock beside the list"}
          onClick={dock.toggle}
        >
          <PanelRight aria-hidden />
        </Button>
      )}
      <Step href={permalink} label="Permanent page of this entry">
        <Maximize2 aria-hidden />
      </Step>
      <Step
        href={`${open.hrefOf(null)}#${rowId}`}
        label="Close (Esc)"
        onPress={open.close}
      >
        <X aria-hidden />
      </Step>
    </div>
  );
}

function Step({
  href,
  label,
  onPress,
  children,
}: {
  href: string | null;
  label: string;
  onPress?: () => void;
  children: ReactNode;
}) {
  if (href === null) {
    return (
      <Button asChild variant="ghost" size="icon">
        <span aria-disabled="true" className="opacity-40">
          {children}
        </span>
      </Button>
    );
  }
  return (
    <Button asChild variant="ghost" size="icon">
      <a
        href={href}
        aria-label={label}
        title={label}
        onClick={(event) => onPress && handle(event, onPress)}
      >
        {children}
      </a>
    </Button>
  );
}

/** Here without a request; with a modifier key the link is the browser's. */
function handle(event: MouseEvent, act: () => void): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  act();
}
