import { CopyButton } from "@/components/entries/copy-button";
import { RevealedOnce } from "@/components/shell/revealed-once";

/** A new key, this once, with something to try it by. */
export function RevealedKey({
  apiKey,
  publicUrl,
}: {
  apiKey: string;
  publicUrl: string;
}) {
  const curl = `curl -X POST ${publicUrl}/api/v1/events \\
  -H "Authorization: Bearer ${apiKey}" \\
  -H "Content-Type: application/json" \\
  -d '{"action":"ticket.created","target":{"type":"ticket","id":"1"}}'`;
  return (
    <div className="px-6 max-md:px-4">
      <RevealedOnce
        says="Copy the key now. It is shown this once and stored nowhere."
        value={apiKey}
        copyLabel="Copy the key"
      >
        <details>
          <summary className="w-fit underline underline-offset-2">Try it</summary>
          <div className="mt-2 flex items-start gap-2">
            <pre className="min-w-0 flex-1 overflow-x-auto rounded-md border bg-background p-2 font-mono text-foreground text-xs">
              {curl}
            </pre>
            <CopyButton text={curl} label="Copy the command" />
          </div>
          <p className="mt-1">A key that only reads answers 403 to it, and says why.</p>
        </details>
      </RevealedOnce>
    </div>
  );
}
