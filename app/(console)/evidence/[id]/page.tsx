import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import { RefreshWhile } from "@/components/exports/refresh-while";
import { Section } from "@/components/integrity/section";
import { PackActions } from "@/components/packs/pack-actions";
import { PackFiles } from "@/components/packs/pack-files";
import { SectionCounts } from "@/components/packs/pack-review";
import { PackState } from "@/components/packs/pack-state";
import { PageHeading } from "@/components/shell/page-heading";
import { honestWords } from "@/lib/packs/controls";
import { loadPack } from "@/lib/packs/loaders";
import { isActive, titleOf } from "@/lib/packs/model";

export const metadata: Metadata = { title: "Evidence pack – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const { pack, client, hasFile, mayCreate } = await loadPack(id);
  const { preparedFor, note, zone, rangeFrom, rangeTo, sections, parts } = pack;
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading
        title={titleOf(pack)}
        back={{ label: "Evidence", href: "/evidence" }}
        actions={<PackActions pack={pack} hasFile={hasFile} mayCreate={mayCreate} />}
      >
        {client === null ? "The whole organization" : <HostileText text={client.name} />},{" "}
        {rangeFrom.slice(0, 16)}Z to {rangeTo.slice(0, 16)}Z ({zone})
      </PageHeading>
      <RefreshWhile isActive={isActive(pack)} />
      <Section title="State">
        <PackState pack={pack} />
        {preparedFor !== "" && (
          <p className="text-sm">
            Prepared for <HostileText text={preparedFor} />
          </p>
        )}
        {note !== "" && (
          <p className="max-w-prose text-sm">
            <HostileText text={note} keepLines />
          </p>
        )}
      </Section>
      <Section title="Sections">
        <div className="max-w-2xl text-sm">
          <SectionCounts sections={sections} />
        </div>
      </Section>
      {pack.state === "done" && (
        <Section title="Files">
          <PackFiles parts={parts} sha256={pack.sha256 ?? ""} />
        </Section>
      )}
      <Section title="What it shows">
        <p className="max-w-prose text-sm">{honestWords}</p>
      </Section>
    </div>
  );
}
