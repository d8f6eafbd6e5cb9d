import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryDetails } from "@/components/entries/entry-details";
import { EntryLabel, EntrySentence } from "@/components/entries/entry-heading";
import { loadAltered } from "@/lib/checks/loaders";
import { loadEntry } from "@/lib/entries/loaders";
import { defaultView } from "@/lib/entries/view";
import { loadZone } from "@/lib/organizations/loaders";
import { createLogLinks } from "../log-links";

const path = "/admin/audit-logs";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Entry ${(await params).id} – Audit` };
}

/** The permanent page of one entry: printable, no list around it. */
export default async function Page({ params }: Props) {
  const { id } = await params;
  const { open, clients } = await loadEntry(id);
  if (!open) notFound();
  const viewer = {
    zone: await loadZone(),
    now: Date.now(),
    clientNames: Object.fromEntries(clients.map(({ slug, name }) => [slug, name])),
    altered: await loadAltered(open.entry.id),
  };
  const { links } = createLogLinks(path, {
    ...defaultView,
    filter: { ...defaultView.filter, range: { kind: "relative", token: "all" } },
  });
  return (
    <article className="mx-auto my-6 w-full max-w-5xl border-y md:rounded-md md:border">
      <header className="grid gap-1 border-b p-4">
        <EntryLabel entry={open.entry} />
        <h1 className="font-medium text-lg">
          <EntrySentence entry={open.entry} viewer={viewer} />
        </h1>
      </header>
      <EntryDetails
        entry={open.entry}
        device={open.device}
        viewer={viewer}
        links={links}
        permalink={`${process.env.CUSTODY_URL ?? ""}${path}/${id}`}
      />
    </article>
  );
}
