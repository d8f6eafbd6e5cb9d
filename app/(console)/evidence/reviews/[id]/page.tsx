import type { Metadata } from "next";
import { RadioField, TextAreaField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { Section } from "@/components/integrity/section";
import { FindingList } from "@/components/reviews/finding-list";
import { ReviewFacts } from "@/components/reviews/review-facts";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { loadOrganizationZone } from "@/lib/organizations/loaders";
import { type LoadedReview, loadReview } from "@/lib/reviews/loaders";
import { stateOf, weights, weightWords } from "@/lib/reviews/model";
import { describeConditions, describePeriod } from "../review-words";

export const metadata: Metadata = { title: "Review – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const { id } = await params;
  const loaded = await loadReview(id);
  const { review, findings, maySign } = loaded;
  const zone = await loadOrganizationZone();
  const isOpen = stateOf(review) === "open";
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading
        title={review.name}
        back={{ label: "Reviews", href: "/evidence/reviews" }}
        actions={
          <>
            {isOpen && maySign && <Discard id={id} />}
            <Button asChild>
              <SoftLink href={`/admin/audit-logs?${review.query}`}>
                Read its entries
              </SoftLink>
            </Button>
          </>
        }
      />
      <Section title="What is reviewed">
        <ReviewFacts
          review={review}
          says={describeConditions(review.query)}
          period={`${describePeriod(review, zone)} (${zone})`}
        />
      </Section>
      <Section title="Findings">
        {findings.length > 0 ? (
          <FindingList findings={findings} />
        ) : (
          <p className="text-muted-foreground text-sm">
            {isOpen ? "None so far." : "Nothing was found."}
          </p>
        )}
        {isOpen && maySign && <AddFinding loaded={loaded} />}
      </Section>
      {isOpen && maySign && (
        <Section title="Sign off">
          <SignOff loaded={loaded} />
        </Section>
      )}
    </div>
  );
}

function AddFinding({ loaded: { review, finding } }: { loaded: LoadedReview }) {
  return (
    <Form
      form={finding}
      action={`/api/reviews/${review.id}/findings`}
      submit="Add the finding"
      tone="outline"
      className="mt-2"
      aria-label="Add a finding"
      labels={{ entryId: "Entry" }}
    >
      <TextAreaField
        form={finding}
        name="finding"
        label="What was found"
        rows={3}
        maxLength={2000}
      />
      <RadioField
        form={finding}
        name="weight"
        label="Weight"
        options={weights.map((value) => ({
          value,
          label: weightWords[value].name,
          hint: weightWords[value].says,
        }))}
      />
      <TextField
        form={finding}
        name="entryId"
        label="Entry"
        hint="Its id, where one entry shows it"
        className="font-mono"
        isOptional
      />
    </Form>
  );
}

function SignOff({ loaded: { review, sign } }: { loaded: LoadedReview }) {
  return (
    <Form
      form={sign}
      action={`/api/reviews/${review.id}/sign`}
      submit="Sign off"
      aria-label="Sign off"
    >
      <p className="text-muted-foreground text-sm">
        With this you say that these entries were read. It is an entry of the log under
        your name, with all findings; nothing of the review changes afterwards.
      </p>
      <TextAreaField
        form={sign}
        name="conclusion"
        label="Conclusion"
        rows={4}
        maxLength={4000}
      />
    </Form>
  );
}

function Discard({ id }: { id: string }) {
  return (
    <Confirm label="Discard" title="Discard this review?" variant="ghost" align="end">
      <p>It leaves the list; that it was begun and discarded stays in the log.</p>
      <PostForm target={{ action: `/api/reviews/${id}/discard` }}>
        <Button type="submit" variant="danger" size="small">
          Discard it
        </Button>
      </PostForm>
    </Confirm>
  );
}
