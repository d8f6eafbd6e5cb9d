import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { ActionForm } from "@/components/forms/action-form";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { FormState } from "@/lib/forms/model";

export type InvitationLine = {
  id: string;
  email: string;
  name: string;
  role: string;
  createdAt: Date;
  expiresAt: Date;
};

export function InvitationTable({
  invitations,
  viewer,
  forms,
}: {
  invitations: InvitationLine[];
  viewer: Viewer;
  /** Null for who may only look. */
  forms: { resend: FormState; revoke: FormState } | null;
}) {
  return (
    <div className="border-y [&_tbody_tr:last-child]:border-b-0">
      <Table>
        <caption className="sr-only">{invitations.length} open invitations</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Invited</TableHead>
            <TableHead>Role</TableHead>
            <TableHead className="max-md:hidden">Sent</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {invitations.map((invitation) => (
            <TableRow key={invitation.id}>
              <TableCell className="pl-6 max-md:pl-4">
                <HostileText text={invitation.name} />
                <span className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  <HostileText text={invitation.email} />
                </span>
              </TableCell>
              <TableCell>
                <span className="capitalize">{invitation.role}</span>
                {invitation.expiresAt.getTime() <= viewer.now && (
                  <Badge tone="amber" className="ml-2">
                    Link ended
                  </Badge>
                )}
              </TableCell>
              <TableCell className="max-md:hidden">
                <TimeStamp at={invitation.createdAt.toISOString()} viewer={viewer} />
              </TableCell>
              <TableCell className="pr-6 text-right max-md:pr-4">
                {forms && <InvitationActions invitation={invitation} forms={forms} />}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function InvitationActions({
  invitation: { id, email },
  forms,
}: {
  invitation: InvitationLine;
  forms: { resend: FormState; revoke: FormState };
}) {
  const path = `/api/people/invitations/${id}`;
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      <ActionForm
        form={forms.resend}
        id={id}
        action={`${path}/resend`}
        label="Send again"
        title={`Send ${email} a new link?`}
        size="small"
        align="end"
      >
        <p>The link they have ends with it.</p>
      </ActionForm>
      <ActionForm
        form={forms.revoke}
        id={id}
        action={`${path}/revoke`}
        label="Withdraw"
        title={`Withdraw the invitation of ${email}?`}
        tone="danger"
        size="small"
        align="end"
      />
    </span>
  );
}
