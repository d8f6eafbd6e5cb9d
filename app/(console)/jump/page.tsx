import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { JumpForm } from "@/components/jump/jump-form";
import { SuggestionList } from "@/components/jump/suggestion-list";
import { loadJump } from "@/lib/jump/loaders";

type Props = { searchParams: Promise<{ to?: string | string[] }> };

export const metadata: Metadata = { title: "Jump to – Custody" };

/** The palette without scripts: the header's search leads here, and on at once if it can. */
export default async function Page({ searchParams }: Props) {
  const { to } = await searchParams;
  const typed = typeof to === "string" ? to.trim() : "";
  const { suggestions, destination, places } = await loadJump(typed);
  if (destination !== null) redirect(destination);
  return (
    <section
      aria-labelledby="jump"
      className="mx-auto grid w-full max-w-2xl gap-4 px-6 py-8 max-md:px-4"
    >
      <h1 id="jump" className="font-semibold text-xl tracking-tight">
        Jump to
      </h1>
      <JumpForm value={typed} />
      {suggestions.length === 0 && typed !== "" && (
        <p role="status">
          There is no entry by that id or hash here, or it belongs to a client you do not
          see.
        </p>
      )}
      {suggestions.length > 0 ? (
        <SuggestionList suggestions={suggestions} />
      ) : (
        <SuggestionList
          suggestions={places.map(({ label, href }) => ({
            kind: "page",
            label,
            detail: null,
            href,
          }))}
        />
      )}
    </section>
  );
}
