import { HostileText } from "@/components/entries/hostile-text";
import type { ToldChanges } from "@/components/entries/row-told";
import type { RowChange, RowSide } from "@/lib/entries/row-changes";
import { showHidden } from "@/lib/entries/visible-text";

/** What the row tells without being opened: its first changes, or why it came to nothing. */
export function RowChanges({ told }: { told: ToldChanges }) {
  const { reason, changes, restCount, extent } = told;
  if (reason === undefined && changes.length === 0) {
    return extent === undefined ? (
      <span className="none">—</span>
    ) : (
      <span className="value">{extent}</span>
    );
  }
  return (
    <>
      {reason !== undefined && (
        <span className="value" title={showHidden(reason)}>
          <HostileText text={reason} />
        </span>
      )}
      {changes.map((change, at) => (
        <Line
          key={change.field}
          change={change}
          restCount={at === changes.length - 1 ? restCount : 0}
        />
      ))}
    </>
  );
}

function Line({ change, restCount }: { change: RowChange; restCount: number }) {
  const { field, before, after, isHidden, whole } = change;
  const shown = `${field}: ${before?.text ?? "not set"} → ${after?.text ?? "not set"}`;
  return (
    <span className="change" title={showHidden(whole ?? shown)}>
      <span className="name">
        <HostileText text={field} />
      </span>
      {isHidden && after ? (
        <span className="hidden-value">
          <Side side={after} /> changed
        </span>
      ) : (
        <Sides before={before} after={after} />
      )}
      {restCount > 0 && <span className="none">{`(+${restCount})`}</span>}
    </span>
  );
}

function Sides({ before, after }: { before?: RowSide; after?: RowSide }) {
  return (
    <>
      {before && (
        <del className={after ? undefined : "gone"}>
          {!after && "− "}
          <Side side={before} />
        </del>
      )}
      {before && after && <span className="none">→</span>}
      {after && (
        <ins className={before ? undefined : "new"}>
          {!before && "+ "}
          <Side side={after} />
        </ins>
      )}
    </>
  );
}

/** null, empty and missing never look alike, nor does what was removed look like text. */
function Side({ side: { text, look } }: { side: RowSide }) {
  if (look === "text") return <HostileText text={text} />;
  return <HostileText text={text} className={`side-${look}`} />;
}
