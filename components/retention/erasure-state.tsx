import { HostileText } from "@/components/entries/hostile-text";
import { Alert } from "@/components/ui/alert";

export type ErasureFacts = {
  approverName: string | null;
  approvedAt: string | null;
  entryCount: number;
  fieldCount: number;
  endedAt: string | null;
  outcome: string | null;
};

const grouped = new Intl.NumberFormat("en-GB");

/** Where an erasure stands, in a sentence. */
export function ErasureState({
  erasure,
  isHeld,
}: {
  erasure: ErasureFacts;
  isHeld: boolean;
}) {
  const { approvedAt, approverName, endedAt, outcome } = erasure;
  if (outcome === "withdrawn") {
    return <Alert>Withdrawn on {endedAt?.slice(0, 10)}. Nothing more is erased.</Alert>;
  }
  if (endedAt !== null) {
    return (
      <Alert tone="good">
        <p>
          Done on {endedAt.slice(0, 10)}: {countWords(erasure)}. Approved by{" "}
          <HostileText text={approverName ?? "an owner"} />.{" "}
          <a className="underline" href="/admin/audit-logs?range=all&action=log.redacted">
            Every record of it is in the log
          </a>
          .
        </p>
      </Alert>
    );
  }
  if (isHeld) {
    return (
      <Alert tone="warning">
        A legal hold is on a client below: it is not erased before the hold is released.
      </Alert>
    );
  }
  if (approvedAt === null) {
    return (
      <Alert tone="warning">
        Waits for a second owner. Nothing has gone; whoever asked cannot approve.
      </Alert>
    );
  }
  return (
    <Alert tone="warning">
      <p>
        Approved by <HostileText text={approverName ?? "an owner"} />. It is carried out
        once the entries are sealed, within a minute or two: {countWords(erasure)} so far.
      </p>
    </Alert>
  );
}

type Counts = Pick<ErasureFacts, "entryCount" | "fieldCount">;

export function countWords({ entryCount, fieldCount }: Counts): string {
  const fields = fieldCount === 1 ? "value" : "values";
  const entries = entryCount === 1 ? "entry" : "entries";
  return `${grouped.format(fieldCount)} ${fields} of ${grouped.format(entryCount)} ${entries}`;
}
