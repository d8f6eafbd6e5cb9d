"use client";

import { Ban, Copy, ExternalLink, Filter, type LucideIcon } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import { copyText } from "@/components/entries/copy-text";
import { createEntryLinks } from "@/components/entries/entry-links";
import { useTell } from "@/components/entries/log-context";
import type { PickedValue, PivotTerms } from "@/components/entries/pivot-link";
import { parseView } from "@/lib/entries/view";

const gap = 4;
const item =
  "flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left text-sm hover:bg-accent focus-visible:bg-accent max-md:min-h-11";

type Item = { label: string; Icon: LucideIcon; href: string };

export function ValueMenuList({
  path,
  base,
  picked,
  onClose,
}: {
  path: string;
  base: string | null;
  picked: PickedValue;
  onClose: () => void;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const router = useRouter();
  const params = useSearchParams();
  const tell = useTell();
  const { anchor, text } = picked;
  const terms: PivotTerms = Object.fromEntries(new URLSearchParams(picked.terms));

  useMenuPlace(menu, anchor, onClose);

  function handleKeyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose();
      anchor.focus();
    }
    if (moveFocus(menu.current, event.key)) event.preventDefault();
  }

  const { view } = parseView(new URLSearchParams(base ?? params.toString()));
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={`What to do with ${text}`}
      onKeyDown={handleKeyDown}
      data-print="hide"
      className="pointer-events-auto fixed z-60 grid w-56 rounded-md border bg-popover p-1"
    >
      {itemsOf(createEntryLinks(path, view), terms).map(({ label, Icon, href }) => (
        <a
          key={label}
          role="menuitem"
          href={href}
          className={item}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onClose();
            router.push(href, { scroll: false });
          }}
        >
          <Icon aria-hidden className="size-4 text-muted-foreground" />
          {label}
        </a>
      ))}
      <button
        type="button"
        role="menuitem"
        className={item}
        onClick={async () => {
          onClose();
          anchor.focus();
          tell(await copyText(text, "Copied"));
        }}
      >
        <Copy aria-hidden className="size-4 text-muted-foreground" />
        Copy
      </button>
    </div>
  );
}

const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function moveFocus(menu: HTMLElement | null, key: string): boolean {
  const step = steps[key];
  if (step === undefined || menu === null) return false;
  const items = [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const at = items.findIndex((one) => one.contains(document.activeElement));
  items[(at + step + items.length) % items.length]?.focus();
  return true;
}

/** Beside its value, focused, and gone when somebody looks elsewhere. */
function useMenuPlace(
  menu: RefObject<HTMLDivElement | null>,
  anchor: HTMLElement,
  onClose: () => void,
): void {
  useLayoutEffect(() => {
    if (menu.current === null) return;
    place(menu.current, anchor.getBoundingClientRect());
    menu.current.querySelector<HTMLElement>("[role=menuitem]")?.focus();
  }, [menu, anchor]);

  useEffect(() => {
    const leave = (event: Event) => {
      const isInside =
        event.target instanceof Node && menu.current?.contains(event.target);
      if (!isInside) onClose();
    };
    document.addEventListener("pointerdown", leave);
    window.addEventListener("scroll", leave, { capture: true, passive: true });
    return () => {
      document.removeEventListener("pointerdown", leave);
      window.removeEventListener("scroll", leave, { capture: true });
    };
  }, [menu, onClose]);
}

function itemsOf(links: ReturnType<typeof createEntryLinks>, terms: PivotTerms): Item[] {
  const page = pageOf(terms);
  return [
    { label: "Only this", Icon: Filter, href: links.only(terms) },
    { label: "Exclude", Icon: Ban, href: links.exclude(terms) },
    ...(page === null ? [] : [{ ...page, Icon: ExternalLink }]),
  ];
}

/** The page a value has of its own: a person's, a record's, a client's, a session's. */
function pageOf(terms: PivotTerms): { label: string; href: string } | null {
  const { entity, id, actor, client, session } = terms;
  const say = encodeURIComponent;
  if (entity && id) {
    return { label: "Open its history", href: `/records/${say(entity)}/${say(id)}` };
  }
  if (actor) return { label: "Open the person", href: `/people/${say(actor)}` };
  if (client) return { label: "Open the client", href: `/clients/${say(client)}` };
  if (session) return { label: "Session story", href: `/sessions/${say(session)}` };
  return null;
}

/** Below its value, or above where there is no room. */
function place(menu: HTMLElement, value: DOMRect): void {
  const { width, height } = menu.getBoundingClientRect();
  const isRoomBelow = value.bottom + gap + height < window.innerHeight;
  const top = isRoomBelow ? value.bottom + gap : Math.max(0, value.top - gap - height);
  const left = Math.min(value.left, window.innerWidth - width - gap);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(gap, left)}px`;
}
