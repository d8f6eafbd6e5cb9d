import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryLabel, EntrySentence } from "@/components/entries/entry-heading";
import { EntryPage } from "@/components/entries/entry-page";
import { loadAltered } from "@/lib/checks/loaders";
import { namesBySlug } from "@/lib/clients/names";
import { loadEntry, type Query } from "@/lib/entries/loaders";
import { loadDisplay } from "@/lib/reading/loaders";

const path = "/admin/audit-logs";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Entry ${(await params).id} – Audit` };
}

/** The permanent page of one entry: printable, no list around it. */
export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const { open, clients } = await loadEntry(id);
  if (!open) notFound();
  const display = await loadDisplay(await searchParams);
  const known = clients.filter(({ slug }) => slug === open.entry.client);
  const viewer = {
    zone: display.zone,
    now: Date.now(),
    clientNames: namesBySlug(known),
    clientZones: Object.fromEntries(known.map(({ slug, timeZone }) => [slug, timeZone])),
    inClientZone: display.inClientZone,
    altered: await loadAltered(open.entry.id),
  };
  return (
    <article className="mx-auto my-6 w-full max-w-5xl border-y md:rounded-md md:border">
      <header className="grid gap-1 border-b p-4">
        <EntryLabel entry={open.entry} />
        <h1 className="font-medium text-lg">
          <EntrySentence entry={open.entry} viewer={viewer} />
        </h1>
      </header>
      <EntryPage
        opened={open}
        viewer={viewer}
        path={path}
        publicUrl={process.env.CUSTODY_URL ?? ""}
        shortcuts={display.shortcuts}
      />
    </article>
  );
}
