import type { Metadata } from "next";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PruneTable } from "@/components/retention/prune-table";
import { estimateBytes, formatBytes } from "@/components/retention/storage-facts";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { type ChangePreview, loadChangePreview } from "@/lib/retention/loaders";
import { describeRetention, proposalDelayDays } from "@/lib/retention/model";

export const metadata: Metadata = { title: "Another retention – Custody" };

const back = { label: "Retention", href: "/settings/retention" };
const grouped = new Intl.NumberFormat("en-GB");

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** What it means, in numbers, before anybody decides. */
export default async function Page({ searchParams }: Props) {
  const preview = await loadChangePreview(await searchParams);
  const { client, daysBefore, days, plans, form, mayConfirm, isShorter } = preview;
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading
        title={`${describeRetention(daysBefore)} → ${describeRetention(days)}`}
        back={back}
      >
        {client
          ? `For entries about ${client.name}.`
          : "For all clients without a rule of their own."}
      </PageHeading>
      <div className="grid gap-3 px-6 max-md:px-4">
        <Meaning preview={preview} />
      </div>
      {isShorter && plans.length > 0 && (
        <PruneTable plans={plans} caption="What the next prune would take, by stream" />
      )}
      <div className="px-6 max-md:px-4">
        {mayConfirm ? (
          <Form
            form={form}
            action="/api/retention"
            submit={isShorter ? "Propose to the other owners" : "Keep them this long"}
            tone={isShorter ? "danger" : "primary"}
            cancelHref={back.href}
          >
            <input type="hidden" name="clientSlug" value={client?.slug ?? ""} />
            <input type="hidden" name="retentionDays" value={preview.chosenDays ?? ""} />
            <TextField form={form} name="reason" label="Why" maxLength={1000} />
          </Form>
        ) : (
          <Alert tone="warning">Only an owner shortens retention.</Alert>
        )}
      </div>
    </div>
  );
}

function Meaning({ preview }: { preview: ChangePreview }) {
  const { isShorter, prunedCount, storage, days } = preview;
  const size = formatBytes(prunedCount * storage.bytesPerEntry);
  if (!isShorter) {
    return (
      <p className="max-w-prose text-sm">
        In force at once. At the pace of the last 30 days the log comes to about{" "}
        {estimateBytes(storage, days)}. Entries that were pruned already do not come back.
      </p>
    );
  }
  return (
    <Alert tone="warning">
      <p>
        <strong className="font-semibold">
          {grouped.format(prunedCount)} of {grouped.format(storage.entryCount)} entries
        </strong>{" "}
        ({size}) would be past their retention today. A second owner must approve, then{" "}
        {proposalDelayDays} days pass, then the next prune takes them for ever. Their
        proof stays; what is under a hold stays whole.
      </p>
    </Alert>
  );
}
