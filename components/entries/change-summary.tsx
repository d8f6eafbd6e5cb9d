import { ChangeValue } from "@/components/entries/change-value";
import { HostileText } from "@/components/entries/hostile-text";
import { formatEntityCount } from "@/lib/catalogue/entities";
import { describeSpan } from "@/lib/entries/age";
import { describeValue, kindOf } from "@/lib/entries/change-value";
import type { Change, Entry } from "@/lib/entries/model";
import { formatDotted } from "@/lib/entries/pointer";
import { showHidden } from "@/lib/entries/visible-text";
import type { JsonValue } from "@/lib/proof/json-value";

const linesMax = 2;
const valueLengthMax = 80;
const hiddenKinds = new Set(["redacted", "binary"]);

/** What the row tells without being opened: its first changes, or why it came to nothing. */
export function ChangeSummary({ entry }: { entry: Entry }) {
  const reason = entry.outcome === "success" ? null : entry.reason;
  const changes = entry.changes.slice(0, reason === null ? linesMax : linesMax - 1);
  const restCount = entry.changes.length - changes.length;
  if (reason === null && changes.length === 0) return <Extent entry={entry} />;
  return (
    <>
      {reason !== null && (
        <span className="value" title={showHidden(reason)}>
          <HostileText text={clip(reason)} />
        </span>
      )}
      {changes.map((change, at) => (
        <Line
          key={change.path}
          change={change}
          restCount={at === changes.length - 1 ? restCount : 0}
        />
      ))}
    </>
  );
}

function Line({ change, restCount }: { change: Change; restCount: number }) {
  const { path, before, after } = change;
  const field = formatDotted(path);
  const isHidden = kindOf(before) === kindOf(after) && hiddenKinds.has(kindOf(after));
  const whole = `${field}: ${describeValue(before)} → ${describeValue(after)}`;
  return (
    <span className="change" title={showHidden(whole)}>
      <span className="name">
        <HostileText text={field} />
      </span>
      {isHidden ? (
        <span className="hidden-value">
          <ChangeValue value={after} /> changed
        </span>
      ) : (
        <Sides before={before} after={after} />
      )}
      {restCount > 0 && <span className="none">(+{restCount})</span>}
    </span>
  );
}

function Sides({ before, after }: Pick<Change, "before" | "after">) {
  return (
    <>
      {before !== undefined && (
        <del className={after === undefined ? "gone" : undefined}>
          {after === undefined && "− "}
          <ChangeValue value={clipValue(before)} />
        </del>
      )}
      {before !== undefined && after !== undefined && <span className="none">→</span>}
      {after !== undefined && (
        <ins className={before === undefined ? "new" : undefined}>
          {before === undefined && "+ "}
          <ChangeValue value={clipValue(after)} />
        </ins>
      )}
    </>
  );
}

/** Without a changed field: how much it was about, how it ended, how long it took. */
function Extent({ entry }: { entry: Entry }) {
  const told = describeExtent(entry);
  if (told.length === 0) return <span className="none">—</span>;
  return <span className="value">{told.join(" · ")}</span>;
}

function describeExtent({ targets, metadata }: Entry): string[] {
  const { exit_code: exitCode, duration_seconds: seconds, count } = metadata;
  const [type] = new Set(targets.map((target) => target.type));
  const isOneType = targets.every((target) => target.type === type);
  return [
    ...(targets.length > 1
      ? [formatEntityCount(isOneType && type ? type : "record", targets.length)]
      : []),
    ...(typeof exitCode === "number" ? [`exit ${exitCode}`] : []),
    ...(typeof seconds === "number" ? [describeSpan(seconds * 1000, 1)] : []),
    ...(typeof count === "number" ? [`${count.toLocaleString("en-GB")} times`] : []),
  ];
}

function clip(text: string): string {
  return text.length > valueLengthMax ? `${text.slice(0, valueLengthMax)}…` : text;
}

function clipValue(value: JsonValue): JsonValue {
  const kind = kindOf(value);
  if (kind === "list" || kind === "object") return clip(describeValue(value));
  return typeof value === "string" ? clip(value) : value;
}
