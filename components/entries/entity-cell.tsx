import { HostileText } from "@/components/entries/hostile-text";
import { PivotLink } from "@/components/entries/pivot-link";
import { type EntryLinks, nameOfClient, type Viewer } from "@/components/entries/viewer";
import { titleWhere } from "@/components/entries/whole-title";
import { Badge } from "@/components/ui/badge";
import { labelTarget } from "@/lib/catalogue/target-label";
import { isDeletedSince } from "@/lib/entries/deletions";
import type { Entry, Target } from "@/lib/entries/model";

/** The record on the first line; what it is called and whose it is on the second. */
export function EntityCell({
  entry,
  viewer,
  links,
}: {
  entry: Entry;
  viewer: Viewer;
  links: EntryLinks;
}) {
  const target = entry.target ?? entry.targets[0] ?? null;
  const client = nameOfClient(viewer, entry.client);
  if (target === null) {
    return <span className="none">{client ?? "—"}</span>;
  }
  const { label, name } = splitLabel(target);
  const isItself = target.type === "client" && target.name === client;
  const below = [name, isItself ? null : client].filter((part) => part !== null);
  const othersCount = Math.max(entry.targets.length - 1, 0);
  return (
    <>
      <PivotLink
        href={links.only(termsOf(target))}
        terms={termsOf(target)}
        text={target.id ?? target.name ?? target.type}
        title={titleWhere(labelTarget(target))}
        className="value"
      >
        <HostileText text={label} />
        {othersCount > 0 && ` +${othersCount.toLocaleString("en-GB")}`}
      </PivotLink>
      {isDeletedSince(entry, viewer.deletions ?? {}) && (
        <Badge tone="quiet" className="leading-4">
          deleted since
        </Badge>
      )}
      {below.length > 0 && (
        <span className="below" title={titleWhere(below.join(" · "))}>
          <HostileText text={below.join(" · ")} />
        </span>
      )}
    </>
  );
}

/** An id people say aloud stays on the first line, and its name goes below it. */
function splitLabel(target: Target): { label: string; name: string | null } {
  const whole = labelTarget(target);
  const hasBoth = target.name !== null && whole.endsWith(`“${target.name}”`);
  if (!hasBoth) return { label: whole, name: null };
  return { label: labelTarget({ ...target, name: null }), name: target.name };
}

function termsOf({ type, id }: Target) {
  return id === null ? { entity: type } : { entity: type, id };
}
