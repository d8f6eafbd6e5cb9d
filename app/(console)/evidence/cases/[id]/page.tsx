import type { Metadata } from "next";
import { CaseForms } from "@/components/cases/case-forms";
import { CaseLinks } from "@/components/cases/case-links";
import { CaseFacts } from "@/components/cases/case-report";
import { CaseTimeline } from "@/components/cases/case-timeline";
import { Section } from "@/components/integrity/section";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { loadCase } from "@/lib/cases/loaders";

export const metadata: Metadata = { title: "Case – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const room = await loadCase(id);
  const { told, happenings, measures, clientNames, zone, mayWrite } = room;
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading
        title={told.name}
        back={{ label: "Cases", href: "/evidence/cases" }}
        actions={<Actions id={id} mayWrite={mayWrite} />}
      >
        <SoftLink
          href={`/admin/audit-logs?range=all&action=case.*&id=${id}`}
          className="underline"
        >
          What was done in this case
        </SoftLink>
      </PageHeading>
      <Section title="In short">
        <CaseFacts told={told} measures={measures} zone={zone} />
      </Section>
      <Section title="Timeline">
        <CaseTimeline
          happenings={happenings}
          viewer={{ zone, clientNames, hasLog: true }}
          controls={
            mayWrite
              ? (entryId, idx) => <Unpin id={id} entryId={entryId} idx={idx} />
              : undefined
          }
        />
        {mayWrite && (
          <p className="text-sm">
            <SoftLink href="/admin/audit-logs" className="underline">
              Find entries to pin
            </SoftLink>
          </p>
        )}
      </Section>
      {mayWrite && <CaseForms room={room} />}
      <Section title="Links for somebody outside">
        <CaseLinks room={room} now={Date.now()} />
      </Section>
    </div>
  );
}

function Actions({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return (
    <>
      {mayWrite && (
        <Confirm label="Close" title="Close this case?" variant="ghost" align="end">
          <p>Its report, pins and notes then stay as they are, for good.</p>
          <PostForm target={{ action: `/api/cases/${id}/close` }}>
            <Button type="submit" variant="danger" size="small">
              Close the case
            </Button>
          </PostForm>
        </Confirm>
      )}
      <Button asChild>
        <SoftLink href={`/evidence/cases/${id}/report`}>Report</SoftLink>
      </Button>
      <Button asChild>
        <a href={`/api/cases/${id}/report`} download>
          PDF
        </a>
      </Button>
      <Button asChild>
        <a href={`/api/cases/${id}/bundle`} download>
          Bundle
        </a>
      </Button>
    </>
  );
}

function Unpin({ id, entryId, idx }: { id: string; entryId: string; idx: number }) {
  return (
    <PostForm target={{ action: `/api/cases/${id}/unpin` }}>
      <input type="hidden" name="entry" value={entryId} />
      <Button type="submit" variant="ghost" size="small" aria-label={`Take #${idx} off`}>
        Take off
      </Button>
    </PostForm>
  );
}
