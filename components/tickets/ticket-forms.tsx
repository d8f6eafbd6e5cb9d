import type { ReactNode } from "react";
import { SelectField, TextAreaField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { FormProblems } from "@/components/forms/form-problems";
import { SubmitButton } from "@/components/forms/submit-button";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";
import type { WriteBackKind } from "@/lib/integrations/product";
import type { AlertTickets, Ticket } from "@/lib/write-back-requests/model";
import { type WriteBack, writeBackLimits } from "@/lib/write-backs/model";

const actionOf = (alertId: string) => `/api/alerts/${alertId}/tickets`;

/** A ticket by hand, where no rule made one. */
export function CreateTicketForm({ page }: { page: AlertTickets }) {
  const { alertId, free, forms } = page;
  if (free.length === 0) return null;
  return (
    <PostForm target={{ action: actionOf(alertId) }} className="grid max-w-md gap-2">
      <FormProblems form={forms.create_ticket} />
      <input type="hidden" name="act" value="create_ticket" />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <SelectField
          form={forms.create_ticket}
          name="integrationId"
          label="Ticket system"
          options={free.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SubmitButton variant="outline">Create a ticket</SubmitButton>
      </div>
    </PostForm>
  );
}

/** What may be said about the tickets there are; each part is folded until it is wanted. */
export function TicketActions({ page }: { page: AlertTickets }) {
  const { alertId, tickets, forms } = page;
  const able = (kind: WriteBackKind) =>
    tickets.filter(({ system }) => system.can.includes(kind));
  const part = (kind: WriteBackKind, title: string, fields: ReactNode) => (
    <Part
      title={title}
      alertId={alertId}
      kind={kind}
      form={forms[kind]}
      tickets={able(kind)}
    >
      {fields}
    </Part>
  );
  return (
    <div className="max-w-3xl">
      {part(
        "add_time",
        "Add time",
        <>
          <TextField
            form={forms.add_time}
            name="minutes"
            inputMode="numeric"
            className="w-28"
          />
          <NoteField form={forms.add_time} label="What was done" />
        </>,
      )}
      {part(
        "set_status",
        "Change the status",
        <TextField
          form={forms.set_status}
          name="status"
          hint="As the ticket system calls it, or its number there"
          autoComplete="off"
        />,
      )}
      {part(
        "acknowledge",
        "Note that it was acknowledged",
        <NoteField form={forms.acknowledge} label="Note" isOptional />,
      )}
    </div>
  );
}

function NoteField(props: { form: FormState; label: string; isOptional?: boolean }) {
  const max = writeBackLimits.textLengthMax;
  return <TextAreaField name="note" rows={2} maxLength={max} {...props} />;
}

type PartProps = {
  title: string;
  alertId: string;
  kind: WriteBackKind;
  form: FormState;
  tickets: Ticket[];
  children: ReactNode;
};

function Part({ title, alertId, kind, form, tickets, children }: PartProps) {
  if (tickets.length === 0) return null;
  const [only] = tickets;
  return (
    <details open={form.summary !== null || undefined} className="border-b py-2">
      <summary className="w-fit cursor-pointer text-sm underline underline-offset-2 max-md:py-2">
        {title}
      </summary>
      <Form
        form={form}
        action={actionOf(alertId)}
        submit={title}
        tone="outline"
        className="gap-3 pt-3 pb-2"
      >
        <input type="hidden" name="act" value={kind} />
        {tickets.length === 1 && only ? (
          <input type="hidden" name="ticket" value={only.opener.id} />
        ) : (
          <SelectField
            form={form}
            name="ticket"
            options={tickets.map(({ opener, system }) => ({
              value: opener.id,
              label: `${opener.ticketId ?? "not there yet"} in ${system.name}`,
            }))}
          />
        )}
        {children}
      </Form>
    </details>
  );
}

/** Of what failed, or may have been done: what a person found out. */
export function SettleForms({
  page: { alertId, forms },
  writeBack,
}: {
  page: AlertTickets;
  writeBack: WriteBack;
}) {
  const isUnsure = writeBack.state === "unsure";
  return (
    <div className="grid gap-2 pl-40 max-md:pl-0">
      {isUnsure && (
        <p>Look in {writeBack.integrationName}, then say what you found there.</p>
      )}
      <div className="flex flex-wrap items-end gap-2">
        {isUnsure && (
          <Form
            form={forms.done}
            action={actionOf(alertId)}
            submit="It is there"
            tone="outline"
            className="flex flex-wrap items-end gap-2"
          >
            <input type="hidden" name="act" value="done" />
            <input type="hidden" name="writeBack" value={writeBack.id} />
            {writeBack.kind === "create_ticket" && (
              <TextField
                form={forms.done}
                name="ticketId"
                label="Ticket number"
                autoComplete="off"
                className="w-36"
              />
            )}
          </Form>
        )}
        <PostForm target={{ action: actionOf(alertId) }}>
          <input type="hidden" name="act" value="again" />
          <input type="hidden" name="writeBack" value={writeBack.id} />
          <Button type="submit">
            {isUnsure ? "It is not: send again" : "Send again"}
          </Button>
        </PostForm>
      </div>
    </div>
  );
}
