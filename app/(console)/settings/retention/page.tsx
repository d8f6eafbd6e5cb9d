import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SelectField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { ErasureList } from "@/components/retention/erasure-list";
import { HoldList } from "@/components/retention/hold-list";
import { ProposalList } from "@/components/retention/proposal-list";
import { PruneHistory } from "@/components/retention/prune-history";
import { RetentionChoice } from "@/components/retention/retention-choice";
import { describeGrowth, StorageFacts } from "@/components/retention/storage-facts";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadErasures } from "@/lib/erasures/loaders";
import { loadRetention, type RetentionPage } from "@/lib/retention/loaders";
import { describeRetention } from "@/lib/retention/model";

export const metadata: Metadata = { title: "Retention – Custody" };

const grouped = new Intl.NumberFormat("en-GB");

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Page({ searchParams }: Props) {
  const page = await loadRetention(await searchParams);
  const { rules, storage, clients, may, runs } = page;
  return (
    <div className="grid gap-7 pb-10">
      <PageHeading title="Retention">
        Entries are kept for {describeRetention(rules.retentionDays)}.{" "}
        {describeGrowth(storage)}. Forward only: what was pruned does not come back.
      </PageHeading>
      <StorageFacts storage={storage} />
      {rules.proposals.length > 0 && (
        <Section title="Waiting for a decision">
          <ProposalList proposals={rules.proposals} may={may} />
        </Section>
      )}
      {may.change && (
        <Section title="How long">
          <RetentionChoice
            currentDays={rules.retentionDays}
            clients={clients}
            storage={storage}
            problem={page.problem}
          />
        </Section>
      )}
      {rules.clientRules.length > 0 && <ClientRules rules={rules.clientRules} />}
      <Holds page={page} />
      <Prunes page={page} />
      {runs.length > 0 && <PruneHistory runs={runs} />}
      <Erasures erasures={await loadErasures()} mayAsk={may.erase} />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3 px-6 max-md:px-4">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function ClientRules({ rules }: { rules: RetentionPage["rules"]["clientRules"] }) {
  return (
    <Section title="Clients with a rule of their own">
      <ul className="grid gap-1 text-sm">
        {rules.map(({ slug, name, retentionDays }) => (
          <li key={slug}>
            {name}: {describeRetention(retentionDays)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Holds({ page: { holds, may, clients, holdForm } }: { page: RetentionPage }) {
  const whole = { value: "", label: "the whole log" };
  const named = clients.map(({ slug, name }) => ({ value: slug, label: name }));
  return (
    <>
      <Section title="Legal holds">
        <p className="max-w-prose text-muted-foreground text-sm">
          {holds.length === 0
            ? "None is set. Under a hold nothing is pruned, however old it is."
            : "Nothing under these is pruned, however old it is. Only an owner releases one."}
        </p>
      </Section>
      {holds.length > 0 && <HoldList holds={holds} mayRelease={may.release} />}
      {may.hold && (
        <div className="px-6 max-md:px-4">
          <Form form={holdForm} action="/api/holds" submit="Set a hold">
            <SelectField
              form={holdForm}
              name="clientSlug"
              label="What to hold"
              options={[whole, ...named]}
              isOptional
            />
            <TextField form={holdForm} name="reason" label="Why" maxLength={1000} />
          </Form>
        </div>
      )}
    </>
  );
}

function Prunes({ page }: { page: RetentionPage }) {
  const { nextPruneAt, nextPruneCount, dueCount, may } = page;
  return (
    <Section title="Pruning">
      <p className="max-w-prose text-sm">
        Next prune {nextPruneAt.slice(0, 10)}, 02:00 UTC: as things stand it takes{" "}
        {grouped.format(nextPruneCount)} entries. {grouped.format(dueCount)} are past
        their retention now.
      </p>
      {may.prune && dueCount > 0 && (
        <div>
          <Button asChild variant="outline">
            <Link href="/settings/retention/prune">Prune now…</Link>
          </Button>
        </div>
      )}
    </Section>
  );
}

type ErasuresProps = {
  erasures: Awaited<ReturnType<typeof loadErasures>>;
  mayAsk: boolean;
};

function Erasures({ erasures, mayAsk }: ErasuresProps) {
  return (
    <>
      <Section title="Erasure of a person’s fields">
        <p className="max-w-prose text-sm">
          Names, addresses and other values about one person leave the entries that hold
          them, on a legal ground and with a second owner’s word. The entries stay, and
          the log still verifies.
        </p>
        {mayAsk && (
          <div>
            <Button asChild variant="outline">
              <Link href="/settings/retention/erasures/new">
                Erase a person’s fields…
              </Link>
            </Button>
          </div>
        )}
      </Section>
      {erasures.length > 0 && <ErasureList erasures={erasures} mayOpen={mayAsk} />}
    </>
  );
}
