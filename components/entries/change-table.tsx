import type { ReactNode } from "react";
import { ChangeSide } from "@/components/entries/change-side";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import { expandChanges } from "@/lib/entries/change-expansion";
import { isTypeChange, kindOf } from "@/lib/entries/change-value";
import type { Change } from "@/lib/entries/model";
import { formatDotted } from "@/lib/entries/pointer";
import { diffWords } from "@/lib/entries/word-diff";
import type { JsonValue } from "@/lib/proof/json-value";

/** Field by field, only what changed: a created record has no Before, a deleted no After. */
export function ChangeTable({ changes: told }: { changes: Change[] }) {
  const changes = expandChanges(told);
  const hasBefore = changes.some((change) => change.before !== undefined);
  const hasAfter = changes.some((change) => change.after !== undefined);
  if (changes.length === 0) {
    return <p className="text-muted-foreground text-sm">No field changed.</p>;
  }
  return (
    <Table className="table-fixed max-md:block">
      <caption className="sr-only">
        {changes.length === 1 ? "1 changed field" : `${changes.length} changed fields`}
      </caption>
      <TableHeader className="max-md:sr-only">
        <TableRow>
          <TableHead className="w-[26%] pl-0">Field</TableHead>
          {hasBefore && <TableHead>Before</TableHead>}
          {hasAfter && <TableHead>After</TableHead>}
        </TableRow>
      </TableHeader>
      <TableBody className="max-md:block">
        {changes.map((change) => (
          <TableRow key={change.path} className="max-md:block max-md:py-2">
            <TableHead
              scope="row"
              role="rowheader"
              className="h-auto py-2 pl-0 align-top font-mono font-normal text-foreground leading-5 max-md:block max-md:py-1"
            >
              <FieldName change={change} />
            </TableHead>
            <Sides change={change} hasBefore={hasBefore} hasAfter={hasAfter} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Sides({
  change,
  hasBefore,
  hasAfter,
}: {
  change: Change;
  hasBefore: boolean;
  hasAfter: boolean;
}): ReactNode {
  const { before, after } = change;
  const field = formatDotted(change.path);
  const words =
    kindOf(before) === "text" && kindOf(after) === "text"
      ? diffWords(String(before), String(after))
      : null;
  return (
    <>
      {hasBefore && (
        <ChangeSide side="before" value={before} pieces={words?.before} field={field} />
      )}
      {hasAfter && (
        <ChangeSide side="after" value={after} pieces={words?.after} field={field} />
      )}
    </>
  );
}

function FieldName({ change }: { change: Change }) {
  const isRedacted =
    kindOf(change.before) === "redacted" || kindOf(change.after) === "redacted";
  return (
    <span className="block break-words whitespace-normal">
      <HostileText text={formatDotted(change.path) || "(the whole value)"} />
      {isTypeChange(change) && (
        <Badge tone="quiet" className="mt-1 flex w-fit font-sans whitespace-normal">
          {typeWord(change.before)} → {typeWord(change.after)}
        </Badge>
      )}
      {isRedacted && (
        <span className="mt-1 block font-sans text-muted-foreground">
          It changed. The values were removed before they were stored; the originals exist
          nowhere in this system.
        </span>
      )}
    </span>
  );
}

function typeWord(value: JsonValue | undefined): string {
  return typeof value === "string" ? "text" : kindOf(value);
}
