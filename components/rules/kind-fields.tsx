import type { ReactNode } from "react";
import { QueryBox } from "@/components/entries/query-box";
import { SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { type FormState, textOf } from "@/lib/forms/model";
import { groupings, groupingWords } from "@/lib/rules/grouping";

const conditionHint =
  'JSON: {"field": "record.eventName", "op": "eq", "value": "ConsoleLogin"}, joined by "all", "any" and "not". record. begins in the vendor’s own record, anything else in the entry.';

/** Which entries: the query box of the log, and what else they must meet. */
export function ClauseFields({
  form,
  query,
  condition,
  label,
  children,
}: {
  form: FormState;
  query: string;
  condition: string;
  label: string;
  children?: ReactNode;
}) {
  const hasCondition = textOf(form, condition) !== "";
  const error =
    form.errors.find(({ pointer }) => pointer === `/${query}`)?.detail ?? null;
  const hasConditionError = form.errors.some(
    ({ pointer }) => pointer === `/${condition}`,
  );
  return (
    <div className="grid gap-2">
      <div className="grid gap-1">
        <p className="font-medium text-sm" id={`${form.name}-${query}`}>
          {label}
        </p>
        {children}
        {error !== null && (
          <p className="text-destructive text-sm">
            <span className="sr-only">Error: </span>
            {error.charAt(0).toUpperCase() + error.slice(1)}
          </p>
        )}
        <QueryBox text={textOf(form, query)} client={null} name={query} label={label} />
      </div>
      <details open={hasCondition || hasConditionError || undefined}>
        <summary className="w-fit cursor-pointer text-muted-foreground text-sm underline underline-offset-2 max-md:py-2">
          Conditions on single values
        </summary>
        <div className="pt-2">
          <TextAreaField
            form={form}
            name={condition}
            label="Condition"
            isOptional
            hint={conditionHint}
            rows={6}
            spellCheck={false}
            className="font-mono text-xs"
          />
        </div>
      </details>
    </div>
  );
}

const groupOptions = groupings.map((value) => ({
  value,
  label: value === "none" ? "all of them together" : `each ${groupingWords[value]}`,
}));
const newOptions = groupings
  .filter((value) => value !== "none")
  .map((value) => ({ value, label: groupingWords[value] }));

/** What a kind asks beside its filter; the others' fields are there and not shown. */
export function KindFields({ form }: { form: FormState }) {
  return (
    <div className="grid gap-4 border-l-2 pl-4 empty:hidden">
      <div className="hidden gap-3 group-has-[[name=kind][value=threshold]:checked]/rule:grid sm:max-w-40">
        <TextField
          form={form}
          name="count"
          label="So many entries"
          inputMode="numeric"
          className="tabular-nums"
        />
      </div>
      <div className="hidden group-has-[[name=kind][value=first_seen]:checked]/rule:block sm:max-w-64">
        <SelectField form={form} name="of" label="What is new" options={newOptions} />
      </div>
      <div className="hidden group-has-[[name=kind][value=sequence]:checked]/rule:block">
        <ClauseFields
          form={form}
          query="followedQuery"
          condition="followedCondition"
          label="Followed by"
        />
      </div>
      <div className="hidden group-has-[[name=kind]:is([value=threshold],[value=sequence],[value=silence]):checked]/rule:block sm:max-w-40">
        <TextField
          form={form}
          name="windowMinutes"
          label="Within, in minutes"
          inputMode="numeric"
          className="tabular-nums"
        />
      </div>
      <div className="sm:max-w-64">
        <SelectField
          form={form}
          name="per"
          label="Separately for"
          options={groupOptions}
        />
      </div>
    </div>
  );
}
