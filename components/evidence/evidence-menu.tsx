import { ChevronDown, FolderCheck } from "lucide-react";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";

export type EvidenceLink = { name: string; detail: string; href: string };

/** What may be made of the entries shown; nothing where the reader may make nothing. */
export function EvidenceMenu({ links }: { links: EvidenceLink[] }) {
  if (links.length === 0) return null;
  return (
    <Disclosure>
      <Button asChild>
        <summary>
          <FolderCheck aria-hidden />
          <span className="max-md:sr-only">Evidence</span>
          <ChevronDown aria-hidden />
        </summary>
      </Button>
      <ul className="absolute top-full right-0 z-30 mt-1 grid w-80 max-w-[calc(100vw-2rem)] gap-1 rounded-md border bg-popover p-1 text-sm max-md:right-auto max-md:left-0">
        {links.map(({ name, detail, href }) => (
          <li key={href}>
            <SoftLink
              href={href}
              className="block rounded-sm px-2 py-1.5 hover:bg-accent max-md:py-2.5"
            >
              <span className="font-medium">{name}</span>
              <span className="block text-muted-foreground text-xs">{detail}</span>
            </SoftLink>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
