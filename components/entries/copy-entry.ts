import { copyText } from "@/components/entries/copy-text";
import type { Entry } from "@/lib/entries/model";
import { describeTicketNote } from "@/lib/entries/ticket-note";

export type CopyForm = "link" | "json" | "note";

type Found = {
  entry: Entry;
  device: string | null;
  clientName: string | null;
  zone: string;
};

/** Copies one entry and says what was copied, or why it was not. */
export async function copyEntry(
  id: string,
  form: CopyForm,
  publicUrl: string,
): Promise<string> {
  const permalink = `${publicUrl}/admin/audit-logs/${id}`;
  if (form === "link") return copyText(permalink, "Link copied");
  const found = await fetchWhole([id]);
  if (form === "json") return copyText(formatJson(found), "JSON copied");
  return copyNotes(found, publicUrl);
}

export function formatJson(found: Found[]): string {
  const entries: Entry[] = found.map(({ entry }) => entry);
  return JSON.stringify(entries.length === 1 ? entries[0] : entries, null, 2);
}

export function formatNdjson(found: Found[]): string {
  return found.map(({ entry }) => `${JSON.stringify(entry)}\n`).join("");
}

/** Rich where it is pasted into a rich field, plain elsewhere. */
export async function copyNotes(found: Found[], publicUrl: string): Promise<string> {
  const notes = found.map(({ entry, device, clientName, zone }) =>
    describeTicketNote(entry, {
      zone,
      permalink: `${publicUrl}/admin/audit-logs/${entry.id}`,
      clientName,
      device,
      number: entry.idx,
    }),
  );
  const said = notes.length === 1 ? "Ticket note copied" : `${notes.length} notes copied`;
  return copyText(notes.map(({ plain }) => plain).join("\n\n"), said);
}

/** Entries as the server holds them, in the order asked for. */
export async function fetchWhole(
  ids: string[],
  purpose: "copy" | "export" = "copy",
): Promise<Found[]> {
  const answer = await fetch("/api/entries", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ids, purpose }),
  });
  if (!answer.ok) throw new Error(`the entries could not be loaded: ${answer.status}`);
  return ((await answer.json()) as { data: Found[] }).data;
}
