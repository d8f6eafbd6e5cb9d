import { HostileText } from "@/components/entries/hostile-text";
import { nameOfClient, type Viewer } from "@/components/entries/viewer";
import { RadioField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import type { CaseLine } from "@/lib/cases/model";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import { describeTime } from "@/lib/entries/moment";
import type { FormState } from "@/lib/forms/model";

type Loaded = { form: FormState; entries: Entry[]; cases: CaseLine[] };

/** What is pinned, and where to: a case that is open, or a new one. */
export function PinForm({
  loaded: { form, entries, cases },
  viewer,
}: {
  loaded: Loaded;
  viewer: Viewer;
}) {
  return (
    <>
      <ul aria-label="Entries" className="divide-y border-y text-sm">
        {entries.map((entry) => (
          <li key={entry.id} className="grid gap-0.5 py-2">
            <HostileText
              text={describeEntry(entry, nameOfClient(viewer, entry.client))}
              className="[overflow-wrap:anywhere]"
            />
            <span className="text-muted-foreground text-xs tabular-nums">
              #{entry.idx.toLocaleString("en-GB")},{" "}
              {describeTime(entry.recorded_at, viewer.zone)}
            </span>
          </li>
        ))}
      </ul>
      <Form
        form={form}
        action="/api/case-pins"
        submit={entries.length === 1 ? "Pin it" : `Pin ${entries.length} entries`}
        labels={{ case: "Case", name: "What happened" }}
      >
        {entries.map(({ id }) => (
          <input key={id} type="hidden" name="entry" value={id} />
        ))}
        {cases.length > 0 && (
          <RadioField
            form={form}
            name="case"
            label="Case"
            options={[
              ...cases.map(({ id, name }) => ({
                value: id,
                label: <HostileText text={name} />,
              })),
              { value: "new", label: "A new case" },
            ]}
          />
        )}
        <TextField
          form={form}
          name="name"
          label="What happened"
          hint={cases.length > 0 ? "For a new case" : "It opens a new case"}
          maxLength={120}
          isOptional={cases.length > 0}
        />
      </Form>
    </>
  );
}
