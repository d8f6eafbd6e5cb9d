"use client";

import { ChevronLeft, ChevronRight, Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { isShortcut } from "@/components/entries/shortcuts";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTitle } from "@/components/ui/dialog";

type Props = {
  /** Takes the focus back when the dialog closes: the row of the entry seen last. */
  rowId: string;
  closeHref: string;
  newerHref: string | null;
  olderHref: string | null;
  permalink: string;
  label: ReactNode;
  title: ReactNode;
  children: ReactNode;
};

type Neighbours = Pick<Props, "newerHref" | "olderHref">;

export function EntryDialogFrame({ label, title, children, ...props }: Props) {
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const { rowId, closeHref } = props;

  function handleKeyDown(event: KeyboardEvent) {
    const href = hrefOfKey(event, props);
    if (href === null) return;
    event.preventDefault();
    router.replace(href, { scroll: false });
  }

  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) router.push(closeHref, { scroll: false });
      }}
    >
      <Link
        href={`${closeHref}#${rowId}`}
        scroll={false}
        prefetch={false}
        tabIndex={-1}
        aria-hidden
        data-print="hide"
        className="fixed inset-0 z-40 overflow-hidden overscroll-contain bg-scrim max-md:hidden"
      />
      <DialogContent
        aria-describedby={undefined}
        onKeyDown={handleKeyDown}
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          heading.current?.focus();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(rowId)?.focus();
        }}
      >
        <div className="flex items-center gap-1 border-b py-1.5 pr-1.5 pl-4">
          {label}
          <Steps {...props} />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <DialogTitle
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
  closeHref,
  newerHref,
  olderHref,
  permalink,
}: Omit<Props, "label" | "title" | "children">) {
  return (
    <div className="flex items-center">
      <Step href={newerHref} label="Newer entry (k)">
        <ChevronLeft aria-hidden />
      </Step>
      <Step href={olderHref} label="Older entry (j)">
        <ChevronRight aria-hidden />
      </Step>
      <Step href={permalink} label="Permanent page of this entry">
        <Maximize2 aria-hidden />
      </Step>
      <Step href={`${closeHref}#${rowId}`} label="Close (Esc)">
        <X aria-hidden />
      </Step>
    </div>
  );
}

function Step({
  href,
  label,
  children,
}: {
  href: string | null;
  label: string;
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
      <Link href={href} scroll={false} prefetch={false} aria-label={label} title={label}>
        {children}
      </Link>
    </Button>
  );
}

/** As in the list below: j is down, so older; k is up. */
function hrefOfKey(
  event: KeyboardEvent,
  { newerHref, olderHref }: Neighbours,
): string | null {
  if (!isShortcut(event.nativeEvent)) return null;
  if (event.key === "j") return olderHref;
  return event.key === "k" ? newerHref : null;
}
