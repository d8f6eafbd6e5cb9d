import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
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
import type { Asked } from "@/lib/reasons/model";

export type ContactLine = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  jobTitle: string | null;
  portalGrantedAt: Date | null;
};

export type ContactTablePage = {
  client: { slug: string; name: string };
  contacts: ContactLine[];
  mayUpdate: boolean;
  mayGrant: boolean;
  asked: Asked;
  forms: Record<"grant" | "revoke" | "delete", FormState>;
};

export function ContactTable({ page }: { page: ContactTablePage }) {
  const { client, contacts, mayUpdate } = page;
  return (
    <div className="border-y [&_tbody_tr:last-child]:border-b-0">
      <Table>
        <caption className="sr-only">{contacts.length} contacts</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Contact</TableHead>
            <TableHead className="max-md:hidden">Phone</TableHead>
            <TableHead>Portal</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {contacts.map((contact) => (
            <TableRow key={contact.id}>
              <TableCell className="pl-6 max-md:pl-4">
                {mayUpdate ? (
                  <Link
                    href={`/clients/${client.slug}/contacts/${contact.id}`}
                    className="font-medium underline-offset-2 hover:underline"
                  >
                    <HostileText text={contact.name} />
                  </Link>
                ) : (
                  <HostileText text={contact.name} className="font-medium" />
                )}
                {contact.jobTitle !== null && (
                  <span className="text-muted-foreground">
                    {" "}
                    · <HostileText text={contact.jobTitle} />
                  </span>
                )}
                {contact.email !== null && (
                  <span className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">
                    <HostileText text={contact.email} />
                  </span>
                )}
              </TableCell>
              <TableCell className="max-md:hidden">
                {contact.phone !== null && <HostileText text={contact.phone} />}
              </TableCell>
              <TableCell>
                {contact.portalGrantedAt === null ? (
                  <span className="text-muted-foreground">no access</span>
                ) : (
                  <Badge tone="permission">
                    since {contact.portalGrantedAt.toISOString().slice(0, 10)}
                  </Badge>
                )}
              </TableCell>
              <TableCell className="pr-6 text-right max-md:pr-4">
                <ContactActions contact={contact} page={page} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function ContactActions({
  contact: { id, name, portalGrantedAt },
  page: { client, mayUpdate, mayGrant, asked, forms },
}: {
  contact: ContactLine;
  page: ContactTablePage;
}) {
  const where = <input type="hidden" name="page" value={client.slug} />;
  const common = { id, size: "small", align: "end" } as const;
  const path = `/api/contacts/${id}`;
  return (
    <span className="inline-flex flex-wrap justify-end gap-2">
      {mayGrant && portalGrantedAt === null && (
        <ActionForm
          {...common}
          form={forms.grant}
          action={`${path}/grant`}
          label="Grant access"
          title={`Let ${name} into the portal?`}
          asked={asked}
        >
          <p>They see the entries of {client.name}, and nothing of anybody else.</p>
          {where}
        </ActionForm>
      )}
      {mayGrant && portalGrantedAt !== null && (
        <ActionForm
          {...common}
          form={forms.revoke}
          action={`${path}/revoke`}
          label="Revoke access"
          title={`Take portal access from ${name}?`}
          tone="danger"
        >
          {where}
        </ActionForm>
      )}
      {mayUpdate && (
        <ActionForm
          {...common}
          form={forms.delete}
          action={`${path}/delete`}
          label="Delete"
          title={`Delete ${name}?`}
          tone="danger"
        >
          <p>Entries that name them stay as they are.</p>
          {where}
        </ActionForm>
      )}
    </span>
  );
}
