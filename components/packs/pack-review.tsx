import { HostileText } from "@/components/entries/hostile-text";
import { SubmitButton } from "@/components/forms/submit-button";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { describeBytes } from "@/lib/export-requests/size";
import { honestWords } from "@/lib/packs/controls";
import type { Choices, CountedSection } from "@/lib/packs/model";
import { type Purpose, purposes } from "@/lib/packs/purposes";
import { findSection } from "@/lib/packs/sections";

/** An entry as CSV, JSON and with its proof, compressed. */
const entryBytes = 900;
const grouped = new Intl.NumberFormat("en-GB");

type Frozen = {
  client: { name: string } | null;
  purpose: Purpose;
  period: { name: string };
  zone: string;
  sections: CountedSection[];
};

/** What would be made, counted before anybody asks for it. */
export function PackReview({ frozen, choices }: { frozen: Frozen; choices: Choices }) {
  const { client, purpose, period, zone, sections } = frozen;
  const total = sections.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="grid max-w-2xl gap-4 text-sm">
      <p>
        <span className="font-medium">{purposes[purpose].name}</span>, {period.name} (
        {zone}), of{" "}
        {client === null ? "the whole organization" : <HostileText text={client.name} />}
        {choices.preparedFor !== "" && (
          <>
            , prepared for <HostileText text={choices.preparedFor} />
          </>
        )}
      </p>
      <SectionCounts sections={sections} />
      <p>
        <span className="font-medium tabular-nums">{grouped.format(total)}</span> entries,
        about {describeBytes(total * entryBytes)}. The chain is verified over the whole
        period while the pack is made.
      </p>
      <p className="text-muted-foreground">{honestWords}</p>
      <PostForm
        target={{ action: "/api/evidence/packs" }}
        className="flex flex-wrap gap-2"
      >
        <SubmitButton>Make the pack</SubmitButton>
        <Button asChild variant="ghost">
          <SoftLink href="/evidence/new?step=contents">Back</SoftLink>
        </Button>
      </PostForm>
    </div>
  );
}

export function SectionCounts({ sections }: { sections: CountedSection[] }) {
  return (
    <ul aria-label="Sections" className="divide-y border-y">
      {sections.map(({ id, count }) => (
        <li key={id} className="flex justify-between gap-4 py-1.5">
          <span className="min-w-0">
            {findSection(id)?.name ?? id}
            <span className="block text-muted-foreground text-xs">
              {findSection(id)?.says}
            </span>
          </span>
          <span className="tabular-nums">{grouped.format(count)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Which step misses what. */
export function PackProblems({
  problems,
}: {
  problems: { pointer: string; detail: string }[];
}) {
  return (
    <Alert tone="danger">
      <div className="grid gap-1">
        <p className="font-medium">The pack cannot be made yet.</p>
        <ul className="list-disc pl-5">
          {problems.map(({ pointer, detail }) => (
            <li key={pointer}>
              <SoftLink
                href={`/evidence/new?step=${stepOf(pointer)}`}
                className="underline"
              >
                {labelOf(pointer)}
              </SoftLink>{" "}
              {detail}
            </li>
          ))}
        </ul>
      </div>
    </Alert>
  );
}

const places: Record<string, [step: string, label: string]> = {
  "/purpose": ["purpose", "The purpose"],
  "/clientSlug": ["scope", "A client"],
  "/period": ["scope", "The period"],
  "/sections": ["contents", "The contents"],
};

const stepOf = (pointer: string) => places[pointer]?.[0] ?? "purpose";
const labelOf = (pointer: string) => places[pointer]?.[1] ?? pointer;
