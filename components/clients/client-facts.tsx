import Link from "next/link";
import type { ReactNode } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";

const grouped = new Intl.NumberFormat("en-GB");

export function ClientFacts({
  client,
  assignees,
  viewer,
}: {
  client: { slug: string; timeZone: string; recentCount: number; lastAt: string | null };
  assignees: { id: string; name: string }[];
  viewer: Viewer;
}) {
  return (
    <dl className="grid gap-x-8 gap-y-4 px-6 py-5 max-md:px-4 sm:grid-cols-2 lg:grid-cols-4">
      <Fact name="Entries in 30 days">
        <Link
          href={`/clients/${client.slug}/audit?range=30d`}
          className="text-lg tabular-nums underline-offset-2 hover:underline"
        >
          {grouped.format(client.recentCount)}
        </Link>
      </Fact>
      <Fact name="Last entry">
        {client.lastAt === null ? (
          "none"
        ) : (
          <TimeStamp at={client.lastAt} viewer={viewer} />
        )}
      </Fact>
      <Fact name="Short name">
        <code>{client.slug}</code>
      </Fact>
      <Fact name="Looked after by">
        {assignees.length === 0
          ? "nobody in particular"
          : assignees.map(({ id, name }) => (
              <HostileText key={id} text={name} className="block" />
            ))}
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid content-start gap-0.5">
      <dt className="text-muted-foreground text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
