import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { loadPeople } from "@/lib/people/loaders";

export const metadata: Metadata = { title: "People – Custody" };

/** Who has a role here. */
export default async function Page() {
  const people = await loadPeople();
  return (
    <section aria-labelledby="people" className="grid gap-4 px-6 pt-5 max-md:px-4">
      <h1 id="people" className="font-semibold text-xl tracking-tight">
        People
      </h1>
      <div className="overflow-x-auto border-y">
        <Table>
          <caption className="sr-only">{people.length} people</caption>
          <TableHeader>
            <TableRow className="bg-muted">
              <TableHead>Name</TableHead>
              <TableHead>E-mail</TableHead>
              <TableHead>Role</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {people.map(({ id, name, email, role, disabledAt }) => (
              <TableRow key={id}>
                <TableCell>
                  <HostileText text={name} />
                  {disabledAt !== null && " (disabled)"}
                </TableCell>
                <TableCell>
                  <HostileText text={email} />
                </TableCell>
                <TableCell className="capitalize">{role}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}
