import type { Metadata } from "next";
import { TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PruneTable } from "@/components/retention/prune-table";
import { formatBytes } from "@/components/retention/storage-facts";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { loadPrunePreview } from "@/lib/retention/loaders";

export const metadata: Metadata = { title: "Prune now – Custody" };

const back = { label: "Retention", href: "/settings/retention" };
const grouped = new Intl.NumberFormat("en-GB");

export default async function Page() {
  const { plans, held, prunedCount, storage, form } = await loadPrunePreview();
  const size = formatBytes(prunedCount * storage.bytesPerEntry);
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading title="Prune now" back={back}>
        {prunedCount === 0
          ? "Nothing is past its retention."
          : `${grouped.format(prunedCount)} entries (${size}) are past their retention.`}
      </PageHeading>
      {plans.length > 0 && <PruneTable plans={plans} caption="What goes, by stream" />}
      {held.length > 0 && (
        <div className="px-6 max-md:px-4">
          <Alert>
            {held.length} {held.length === 1 ? "stream is" : "streams are"} under a hold
            and stay whole.
          </Alert>
        </div>
      )}
      {prunedCount > 0 && (
        <div className="grid gap-4 px-6 max-md:px-4">
          <p className="max-w-prose text-sm">
            The log says so first, in each stream. Once that is sealed and the range is
            verified, the content goes for ever; the hashes that stay prove that nothing
            else went.
          </p>
          <Form
            form={form}
            action="/api/prunes"
            submit={`Prune ${grouped.format(prunedCount)} entries`}
            tone="danger"
            cancelHref={back.href}
          >
            <input type="hidden" name="expectedCount" value={prunedCount} />
            <TextField form={form} name="reason" label="Why" maxLength={200} />
          </Form>
        </div>
      )}
    </div>
  );
}
