import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { TimeStamp } from "@/components/entries/time-stamp";
import type { Viewer } from "@/components/entries/viewer";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";

export type PersonLine = {
  id: string;
  name: string;
  email: string;
  role: string;
  disabledAt: Date | null;
  expiresAt: Date | null;
  lastSeenAt: Date | null;
  seesWholeLog: boolean;
  clients: { name: string }[];
};

export function PeopleTable({
  people,
  viewer,
}: {
  people: PersonLine[];
  viewer: Viewer;
}) {
  return (
    <TableRegion label="People" className="border-y [&_tbody_tr:last-child]:border-b-0">
      <Table>
        <caption className="sr-only">{people.length} people</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Person</TableHead>
            <TableHead>Role</TableHead>
            <TableHead className="max-md:hidden">Clients</TableHead>
            <TableHead className="pr-6 max-md:pr-4">Last seen</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {people.map((person) => (
            <TableRow key={person.id} className="hover:bg-muted">
              <TableCell className="pl-6 max-md:pl-4">
                <Link
                  href={`/settings/users/${person.id}`}
                  className="font-medium underline-offset-2 hover:underline max-md:inline-block max-md:py-2"
                >
                  <HostileText text={person.name} />
                </Link>
                <span className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  <HostileText text={person.email} />
                </span>
              </TableCell>
              <TableCell>
                <span className="capitalize">{person.role}</span>
                <PersonState person={person} now={viewer.now} />
              </TableCell>
              <TableCell className="max-md:hidden">{describeReach(person)}</TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                {person.lastSeenAt === null ? (
                  <span className="text-muted-foreground">never</span>
                ) : (
                  <TimeStamp at={person.lastSeenAt.toISOString()} viewer={viewer} />
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

export function PersonState({
  person: { disabledAt, expiresAt },
  now,
}: {
  person: Pick<PersonLine, "disabledAt" | "expiresAt">;
  now: number;
}) {
  if (expiresAt !== null && expiresAt.getTime() <= now) {
    return (
      <Badge tone="red" className="ml-2">
        Access ended
      </Badge>
    );
  }
  if (disabledAt !== null) {
    return (
      <Badge tone="red" className="ml-2">
        Disabled
      </Badge>
    );
  }
  if (expiresAt === null) return null;
  return (
    <Badge tone="amber" className="ml-2">
      until {expiresAt.toISOString().slice(0, 10)}
    </Badge>
  );
}

/** What of the log somebody reads, in a few words. */
function describeReach({ role, seesWholeLog, clients }: PersonLine): string {
  if (role !== "technician" || seesWholeLog) return "All";
  if (clients.length === 0) return "None assigned";
  const named = clients.slice(0, 3).map(({ name }) => name);
  const rest = clients.length - named.length;
  return rest > 0 ? `${named.join(", ")} and ${rest} more` : named.join(", ");
}
