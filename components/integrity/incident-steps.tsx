import { Download, Mail } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/entries/relative-time";
import { TextAreaField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";
import type { Incident } from "@/lib/incidents/model";

/** In the order that keeps the evidence: nothing here changes the log. */
export function IncidentSteps({
  incident,
  form,
  mayClose,
  now,
}: {
  incident: Incident;
  form: FormState;
  mayClose: boolean;
  now: number;
}) {
  const base = `/api/integrity/incidents/${incident.id}`;
  return (
    <ol className="grid max-w-3xl gap-6">
      <Step number={1} title="Do not restart, restore or “repair” the database">
        It is the evidence. Whoever changed it may still be able to; change the passwords
        of its logins and of the machine, and leave the rows as they are.
      </Step>
      <Step number={2} title="Keep a snapshot of the rows as they are now">
        The entries around the place, the heads and the signed epochs, in one file.
        <Button asChild>
          <a href={`${base}/evidence`} download>
            <Download aria-hidden /> Download the evidence
          </a>
        </Button>
      </Step>
      <Step number={3} title="Tell the owners">
        {incident.notifiedAt === null ? (
          "No mail went out yet."
        ) : (
          <>
            Every owner was sent a mail{" "}
            <RelativeTime
              at={incident.notifiedAt}
              now={now}
              otherwise={incident.notifiedAt}
            />
            .
          </>
        )}
        {mayClose && (
          <PostForm target={{ action: `${base}/notify` }}>
            <Button type="submit">
              <Mail aria-hidden /> Notify owners
            </Button>
          </PostForm>
        )}
      </Step>
      <Step number={4} title="Find out who could do it, and what is true">
        Compare with what lies outside: bundles and receipts that clients and auditors
        hold, checkpoints kept elsewhere, the systems that sent the entries.
      </Step>
      <Step number={5} title="Close it with a written reason">
        An incident cannot be dismissed. The reason becomes an entry, with your name.
        {mayClose ? (
          <div className="w-full max-w-xl">
            <Form
              form={form}
              action={`${base}/close`}
              submit="Close the incident"
              tone="danger"
            >
              <TextAreaField
                form={form}
                name="reason"
                label="What happened, and what was done"
                rows={4}
              />
            </Form>
          </div>
        ) : (
          <p className="text-muted-foreground">An owner or admin can close it.</p>
        )}
      </Step>
    </ol>
  );
}

function Step({
  number,
  title,
  children,
}: {
  number: number;
  title: string;
  children: ReactNode;
}) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] text-sm">
      <span aria-hidden className="font-semibold text-muted-foreground">
        {number}
      </span>
      <div className="grid justify-items-start gap-2">
        <h3 className="font-medium">{title}</h3>
        {children}
      </div>
    </li>
  );
}
