import type { ReactNode } from "react";
import {
  ChecksField,
  RadioField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/components/forms/fields";
import { FormProblems } from "@/components/forms/form-problems";
import { SubmitButton } from "@/components/forms/submit-button";
import { ClauseFields, KindFields } from "@/components/rules/kind-fields";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { type FormState, listOf } from "@/lib/forms/model";
import { describeMinutes } from "@/lib/kit/minutes";
import { kindWords } from "@/lib/rules/describe";
import { ruleKinds, ruleLimits, severities } from "@/lib/rules/model";

const labels = {
  query: "Which entries",
  followedQuery: "Followed by",
  followedCondition: "Condition of what follows",
  windowMinutes: "Within, in minutes",
  hoursFrom: "From",
  hoursTo: "To",
  hoursZone: "Time zone of the office hours",
  count: "So many entries",
  per: "Separately for",
  of: "What is new",
};

const quietChoices = [0, 10, 60, 480, 1440, 10_080];

type Named = { id: string; name: string };
type Recipient = Named & { email: string };

/** A rule as people write one; it posts, or asks its own page what it would have done. */
export function RuleForm({
  form,
  action,
  testHref,
  submit,
  people,
  webhooks,
  integrations,
}: {
  form: FormState;
  action: string;
  /** The page itself, which answers what the rule would have done. */
  testHref: string;
  submit: string;
  people: Recipient[];
  webhooks: Named[];
  integrations: Named[];
}) {
  return (
    <PostForm target={{ action }} noValidate className="group/rule grid max-w-2xl gap-8">
      <FormProblems form={form} labels={labels} />
      <Part title="When">
        <ClauseFields
          form={form}
          query="query"
          condition="condition"
          label={labels.query}
        />
        <RadioField
          form={form}
          name="kind"
          label="It fires at"
          options={ruleKinds.map((value) => ({
            value,
            label: kindWords[value].name,
            hint: kindWords[value].says,
          }))}
        />
        <KindFields form={form} />
        <HoursFields form={form} />
      </Part>
      <Part title="Then">
        <TellFields form={form} people={people} webhooks={webhooks} />
        <TicketFields form={form} integrations={integrations} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField
            form={form}
            name="severity"
            options={severities.map((value) => ({
              value,
              label: value.charAt(0).toUpperCase() + value.slice(1),
            }))}
          />
          <SelectField
            form={form}
            name="quietMinutes"
            label="Quiet after it fired"
            options={quietChoices.map((minutes) => ({
              value: String(minutes),
              label: minutes === 0 ? "never" : `for ${describeMinutes(minutes)}`,
            }))}
          />
        </div>
      </Part>
      <Part title="Name">
        <TextField
          form={form}
          name="name"
          hint="It stands in every alert and every entry of the rule."
          autoComplete="off"
          maxLength={ruleLimits.nameLengthMax}
        />
        <TextAreaField form={form} name="description" isOptional rows={2} />
      </Part>
      <Buttons submit={submit} testHref={testHref} />
    </PostForm>
  );
}

function Buttons({ submit, testHref }: { submit: string; testHref: string }) {
  return (
    <div className="flex flex-wrap gap-2 border-t pt-4">
      <SubmitButton>{submit}</SubmitButton>
      <Button type="submit" formMethod="get" formAction={`${testHref}#back-test`}>
        Back-test
      </Button>
      <Button asChild variant="ghost">
        <SoftLink href="/alerts/rules">Cancel</SoftLink>
      </Button>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-4">
      <h2 className="border-b pb-1 font-medium text-lg">{title}</h2>
      {children}
    </div>
  );
}

/** Only what happens outside these hours counts. */
function HoursFields({ form }: { form: FormState }) {
  return (
    <div className="grid gap-3">
      <Checkbox
        name="hasHours"
        value="on"
        defaultChecked={listOf(form, "hasHours").includes("on")}
        className="px-0"
      >
        Only outside office hours
      </Checkbox>
      <div className="hidden gap-3 border-l-2 pl-4 group-has-[[name=hasHours]:checked]/rule:grid sm:grid-cols-[6rem_6rem_8rem_minmax(0,1fr)]">
        <TextField form={form} name="hoursFrom" label="From" type="time" />
        <TextField form={form} name="hoursTo" label="To" type="time" />
        <SelectField
          form={form}
          name="hoursDays"
          label="On"
          options={[
            { value: "weekdays", label: "weekdays" },
            { value: "every-day", label: "every day" },
          ]}
        />
        <TextField form={form} name="hoursZone" label="Time zone" spellCheck={false} />
      </div>
    </div>
  );
}

/** Who is told; that it fired is in the log whoever is. */
function TellFields({
  form,
  people,
  webhooks,
}: {
  form: FormState;
  people: Recipient[];
  webhooks: Named[];
}) {
  return (
    <>
      <div className="grid gap-1">
        <p className="font-medium text-sm">Tell</p>
        <Checkbox
          name="owners"
          value="on"
          defaultChecked={listOf(form, "owners").includes("on")}
          className="px-0"
        >
          every owner, by mail
        </Checkbox>
      </div>
      {webhooks.length > 0 && (
        <ChecksField
          form={form}
          name="webhooks"
          label="Webhooks"
          isOptional
          options={webhooks.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <details open={listOf(form, "people").length > 0 || undefined}>
        <summary className="w-fit cursor-pointer text-muted-foreground text-sm underline underline-offset-2 max-md:py-2">
          Other people, by mail
        </summary>
        <div className="max-h-64 overflow-y-auto pt-2">
          <ChecksField
            form={form}
            name="people"
            label="People"
            isOptional
            options={people.map(({ id, name, email }) => ({
              value: id,
              label: name,
              hint: email,
            }))}
          />
        </div>
      </details>
    </>
  );
}

/** Where a fire becomes a ticket; nothing where there is no ticket system. */
function TicketFields({
  form,
  integrations,
}: {
  form: FormState;
  integrations: Named[];
}) {
  if (integrations.length === 0) return null;
  return (
    <ChecksField
      form={form}
      name="integrations"
      label="Make a ticket in"
      isOptional
      options={integrations.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
