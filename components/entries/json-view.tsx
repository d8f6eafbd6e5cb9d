import { CopyButton } from "@/components/entries/copy-button";
import { HostileText } from "@/components/entries/hostile-text";
import { isJsonObject, type JsonValue } from "@/lib/proof/json-value";

const openDepthMax = 2;

/** JSON as text nodes; every object and list folds without a script. */
export function JsonView({ value, label }: { value: JsonValue; label: string }) {
  return (
    <div className="relative">
      <CopyButton
        text={JSON.stringify(value, null, 2)}
        label={`Copy ${label}`}
        size="small"
        variant="outline"
        className="absolute top-2 right-2 max-md:min-h-9"
      >
        Copy
      </CopyButton>
      <section
        aria-label={label}
        className="overflow-x-auto rounded-md border bg-muted p-3 pr-20 font-mono text-xs leading-5"
      >
        <Node name={null} value={value} depth={0} isLast />
      </section>
    </div>
  );
}

type NodeProps = {
  name: string | null;
  value: JsonValue;
  depth: number;
  isLast: boolean;
};

function Node({ name, value, depth, isLast }: NodeProps) {
  const isList = Array.isArray(value);
  const members = isList || isJsonObject(value) ? Object.entries(value) : [];
  if (members.length === 0) {
    return (
      <div className="[overflow-wrap:anywhere]">
        <Name name={name} />
        <Leaf value={value} />
        {!isLast && ","}
      </div>
    );
  }
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  return (
    <details open={depth < openDepthMax} className="group/node">
      <summary className="w-fit rounded-sm pr-1 hover:bg-accent">
        <Name name={name} />
        {open}
        <span className="text-muted-foreground group-open/node:hidden">
          {" "}
          {members.length} {close}
        </span>
      </summary>
      <div className="ml-1 border-l pl-3">
        {members.map(([key, member], at) => (
          <Node
            key={key}
            name={isList ? null : key}
            value={member}
            depth={depth + 1}
            isLast={at === members.length - 1}
          />
        ))}
      </div>
      {close}
      {!isLast && ","}
    </details>
  );
}

function Name({ name }: { name: string | null }) {
  if (name === null) return null;
  return (
    <>
      <span className="text-verb-update">
        "<HostileText text={name} />"
      </span>
      {": "}
    </>
  );
}

function Leaf({ value }: { value: JsonValue }) {
  if (typeof value === "string") {
    return (
      <span>
        "<HostileText text={JSON.stringify(value).slice(1, -1)} />"
      </span>
    );
  }
  return <span className="text-verb-auth">{JSON.stringify(value)}</span>;
}
