import { ChevronDown, Link2 } from "lucide-react";
import { CopyButton } from "@/components/entries/copy-button";
import { Button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";

export type CopyLinks = {
  /** Stays as it is: "last 7 days" is other days tomorrow. */
  live: string;
  /** The same rows for everyone, for good. */
  frozen: string;
  /** The same entries through the API. */
  curl: string;
};

/** Two kinds of link, and the same question for a program. */
export function CopyLinkMenu({ links }: { links: CopyLinks }) {
  return (
    <Disclosure>
      <Button asChild>
        <summary id="copy-link">
          <Link2 aria-hidden />
          <span className="max-md:sr-only">Copy link</span>
          <ChevronDown aria-hidden />
        </summary>
      </Button>
      <ul className="absolute top-full right-0 z-30 mt-1 grid w-80 max-w-[calc(100vw-2rem)] gap-1 rounded-md border bg-popover p-1 text-sm max-md:right-auto max-md:left-0">
        <Choice
          name="Live link"
          detail="Stays up to date: the same filter, whatever is new."
          text={links.live}
          href={links.live}
        />
        <Choice
          name="Frozen link"
          detail="Exactly these entries, for everyone who may see them, also next year."
          text={links.frozen}
          href={links.frozen}
        />
        <Choice
          name="API call"
          detail="The same entries for a program, as a curl command."
          text={links.curl}
          href={null}
        />
      </ul>
    </Disclosure>
  );
}

function Choice({
  name,
  detail,
  text,
  href,
}: {
  name: string;
  detail: string;
  text: string;
  href: string | null;
}) {
  return (
    <li className="flex items-start gap-2 rounded-sm p-2 hover:bg-accent">
      <div className="min-w-0 flex-1">
        <p className="font-medium">
          {href === null ? (
            name
          ) : (
            <a href={href} className="underline-offset-2 hover:underline">
              {name}
            </a>
          )}
        </p>
        <p className="text-muted-foreground text-xs">{detail}</p>
        {href === null && (
          <code className="mt-1 block overflow-x-auto whitespace-pre text-xs">
            {text}
          </code>
        )}
      </div>
      <CopyButton text={text} label={`Copy ${name.toLowerCase()}`} />
    </li>
  );
}
