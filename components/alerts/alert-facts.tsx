import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { SoftLink } from "@/components/shell/soft-link";
import { type AlertFacts, summarize } from "@/lib/alerts/model";

const grouped = new Intl.NumberFormat("en-GB");

/** What a fire was made of, with the way to each entry. */
export function AlertFactList({
  facts,
  clientName,
  fire,
  rule,
}: {
  facts: AlertFacts;
  clientName: string | null;
  fire: { id: string | null; idx: number };
  rule: { id: string; name: string; version: number };
}) {
  const { trigger, hitCount, heldCount, query } = facts;
  return (
    <dl className="grid max-w-3xl grid-cols-[9rem_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm max-md:grid-cols-1 max-md:gap-y-0 max-md:[&>dd]:mb-2">
      <Fact term="What happened">{summarize(facts)}</Fact>
      {trigger && (
        <Fact term="At entry">
          <SoftLink
            href={`/admin/audit-logs/${trigger.id}`}
            className="text-primary underline underline-offset-2"
          >
            #{grouped.format(trigger.idx)}
          </SoftLink>{" "}
          <HostileText text={trigger.sentence} />
        </Fact>
      )}
      {clientName !== null && (
        <Fact term="Client">
          <HostileText text={clientName} />
        </Fact>
      )}
      {facts.kind !== "silence" && (
        <Fact term="Entries">
          <SoftLink
            href={`/admin/audit-logs?${query}`}
            className="text-primary underline underline-offset-2"
          >
            {grouped.format(hitCount)} {hitCount === 1 ? "entry" : "entries"}, frozen as
            it fired
          </SoftLink>
        </Fact>
      )}
      {heldCount > 0 && (
        <Fact term="Held back before it">
          {grouped.format(heldCount)} {heldCount === 1 ? "match" : "matches"} while the
          rule was quiet
        </Fact>
      )}
      <Fact term="Rule">
        <SoftLink
          href={`/alerts/rules/${rule.id}`}
          className="text-primary underline underline-offset-2"
        >
          <HostileText text={rule.name} />
        </SoftLink>
        , version {rule.version}
      </Fact>
      {fire.id !== null && (
        <Fact term="In the log">
          <SoftLink
            href={`/admin/audit-logs/${fire.id}`}
            className="text-primary underline underline-offset-2"
          >
            #{grouped.format(fire.idx)}
          </SoftLink>
          , with what was sent
        </Fact>
      )}
    </dl>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{term}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
