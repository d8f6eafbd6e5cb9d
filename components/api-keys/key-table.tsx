import { KeyActions, type KeyForms } from "@/components/api-keys/key-actions";
import { UseBars } from "@/components/api-keys/use-bars";
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
import { stateOf } from "@/lib/api-keys/model";

export type KeyLine = {
  id: string;
  publicId: string;
  lastCharacters: string;
  name: string;
  scopes: string[];
  client: { name: string } | null;
  createdBy: string;
  createdByName: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  allowedIps: string[];
  lastUsedAt: Date | null;
  lastUsedIp: string | null;
  days: { day: string; useCount: number; refusedCount: number }[];
};

export function KeyTable({
  keys,
  viewer,
  forms,
}: {
  keys: KeyLine[];
  viewer: Viewer;
  forms: KeyForms;
}) {
  return (
    <TableRegion label="API keys" className="border-y [&_tbody_tr:last-child]:border-b-0">
      <Table>
        <caption className="sr-only">{keys.length} API keys</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Key</TableHead>
            <TableHead className="max-md:hidden">May</TableHead>
            <TableHead>Last used</TableHead>
            <TableHead className="max-md:hidden">30 days</TableHead>
            <TableHead className="max-md:hidden">Ends</TableHead>
            <TableHead className="pr-6 max-md:pr-4">
              <span className="sr-only">Actions</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {keys.map((key) => (
            <KeyLineRow key={key.id} apiKey={key} viewer={viewer} forms={forms} />
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

function KeyLineRow({
  apiKey: key,
  viewer,
  forms,
}: {
  apiKey: KeyLine;
  viewer: Viewer;
  forms: KeyForms;
}) {
  const state = stateOf(key, new Date(viewer.now));
  return (
    <TableRow>
      <TableCell className="pl-6 max-md:pl-4">
        <HostileText text={key.name} className="font-medium" />
        {state !== "active" && (
          <Badge tone="red" className="ml-2 capitalize">
            {state}
          </Badge>
        )}
        <span className="block font-mono text-muted-foreground text-xs whitespace-nowrap">
          cus_…{key.publicId}…{key.lastCharacters}
        </span>
        <span className="block text-muted-foreground text-xs">
          {key.createdAt.toISOString().slice(0, 10)} by{" "}
          <HostileText text={key.createdByName ?? key.createdBy} />
        </span>
        <span className="block text-muted-foreground text-xs md:hidden">
          {key.scopes.join(", ")}, {key.client?.name ?? "all clients"}, ends{" "}
          {key.expiresAt?.toISOString().slice(0, 10) ?? "never"}
        </span>
      </TableCell>
      <TableCell className="max-md:hidden">
        <span className="block font-mono text-xs">{key.scopes.join(", ")}</span>
        <span className="block text-muted-foreground text-xs">
          {key.client === null ? "All clients" : <HostileText text={key.client.name} />}
          {key.allowedIps.length > 0 && `, from ${key.allowedIps.join(", ")}`}
        </span>
      </TableCell>
      <TableCell>
        {key.lastUsedAt === null ? (
          <span className="text-muted-foreground">never</span>
        ) : (
          <>
            <TimeStamp at={key.lastUsedAt.toISOString()} viewer={viewer} />
            <span className="block font-mono text-muted-foreground text-xs">
              {key.lastUsedIp}
            </span>
          </>
        )}
      </TableCell>
      <TableCell className="max-md:hidden">
        <UseBars days={key.days} now={viewer.now} />
      </TableCell>
      <TableCell className="whitespace-nowrap max-md:hidden">
        {key.expiresAt === null ? (
          <Badge tone="amber">Never</Badge>
        ) : (
          key.expiresAt.toISOString().slice(0, 16).replace("T", " ")
        )}
      </TableCell>
      <TableCell className="pr-6 text-right max-md:pr-4">
        {state === "active" && <KeyActions apiKey={key} forms={forms} />}
      </TableCell>
    </TableRow>
  );
}
