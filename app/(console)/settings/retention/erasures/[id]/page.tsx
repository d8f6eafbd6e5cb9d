import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import { ErasurePreviewTables } from "@/components/retention/erasure-preview";
import { ErasureState } from "@/components/retention/erasure-state";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { type ErasurePage, loadErasure } from "@/lib/erasures/loaders";
import type { Subject } from "@/lib/erasures/model";

export const metadata: Metadata = { title: "Erasure – Custody" };

const back = { label: "Retention", href: "/settings/retention" };

type Props = { params: Promise<{ id: string }> };

/** What would go, for both owners who decide it; what went, once it is over. */
export default async function Page({ params }: Props) {
  const page = await loadErasure((await params).id);
  const { erasure, subject, preview } = page;
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading title="Erasure of a person’s fields" back={back}>
        {erasure.basis}. Asked for on {erasure.requestedAt.slice(0, 10)} by{" "}
        <HostileText text={erasure.requesterName ?? "an owner"} />:{" "}
        <HostileText text={erasure.reason} />
      </PageHeading>
      <div className="px-6 max-md:px-4">
        <ErasureState erasure={erasure} isHeld={isHeld(page)} />
      </div>
      {subject && <Sought subject={subject} />}
      {preview && <ErasurePreviewTables preview={preview} />}
      {erasure.endedAt === null && <Decision page={page} />}
    </div>
  );
}

function isHeld({ preview }: ErasurePage): boolean {
  return preview?.clients.some((client) => client.isHeld) ?? false;
}

function Sought({ subject }: { subject: Subject }) {
  const { personId, email, name, addresses, also, withOrigins } = subject;
  const texts = [email, name, ...addresses, ...also].filter((text) => text !== null);
  return (
    <section
      aria-label="What is looked for"
      className="grid gap-1 px-6 text-sm max-md:px-4"
    >
      <h2 className="font-semibold">What is looked for</h2>
      <p>
        {texts.map((text, at) => (
          <span key={text}>
            {at > 0 && ", "}
            <HostileText text={text} />
          </span>
        ))}
        {personId !== null && (
          <>
            {texts.length > 0 && "; "}everything by or about the id{" "}
            <HostileText text={personId} className="font-mono text-xs" />
          </>
        )}
      </p>
      <p className="text-muted-foreground">
        {withOrigins && "With the address and browser of all they did. "}
        Forgotten as soon as this is over.
      </p>
    </section>
  );
}

function Decision({ page }: { page: ErasurePage }) {
  const { erasure, isRequester } = page;
  const path = `/api/erasures/${erasure.id}`;
  const mayApprove = erasure.approvedAt === null && !isRequester && !isHeld(page);
  return (
    <div className="flex flex-wrap items-start gap-2 px-6 max-md:px-4">
      {mayApprove && (
        <Confirm
          label="Approve and erase…"
          title="Erase these values for ever?"
          variant="danger"
        >
          <p className="text-muted-foreground">
            Nobody brings them back. Each entry that loses some says so, with the date,
            both owners and the legal ground. Bundles, exports and backups made before
            still hold them.
          </p>
          <PostForm target={{ action: `${path}/approve` }}>
            <Button type="submit" variant="danger">
              Erase them
            </Button>
          </PostForm>
        </Confirm>
      )}
      <PostForm target={{ action: `${path}/withdraw` }}>
        <Button type="submit" variant="outline">
          Withdraw
        </Button>
      </PostForm>
    </div>
  );
}
