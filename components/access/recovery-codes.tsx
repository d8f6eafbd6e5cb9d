import { CopyButton } from "@/components/entries/copy-button";

/** Shown once, in a form people print or copy. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  return (
    <div className="grid gap-2">
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-md border bg-muted p-3 font-mono text-sm max-[22rem]:grid-cols-1"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <p className="flex items-center gap-1 text-muted-foreground text-sm">
        <CopyButton text={codes.join("\n")} label="Copy recovery codes" />
        Copy all of them
      </p>
    </div>
  );
}
