import { GitMerge } from "lucide-react";
import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { Alert } from "@/components/ui/alert";

type ClientLink = { slug: string; name: string };

/** Streams never merge: each page says where the other part of the history is. */
export function MergeNotes({
  merges: { into, from },
}: {
  merges: { into: ClientLink | null; from: ClientLink[] };
}) {
  if (into === null && from.length === 0) return null;
  return (
    <div className="grid gap-2 px-6 pt-4 max-md:px-4">
      {into !== null && (
        <Alert>
          <GitMerge aria-hidden />
          <p>
            This client was merged into{" "}
            <Link href={`/clients/${into.slug}`} className="font-medium underline">
              <HostileText text={into.name} />
            </Link>
            . Its own history stays here, whole and provable.
          </p>
        </Alert>
      )}
      {from.map(({ slug, name }) => (
        <Alert key={slug}>
          <GitMerge aria-hidden />
          <p>
            What happened before at{" "}
            <Link href={`/clients/${slug}/audit`} className="font-medium underline">
              <HostileText text={name} />
            </Link>{" "}
            is in its own history.
          </p>
        </Alert>
      ))}
    </div>
  );
}
