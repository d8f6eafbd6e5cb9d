import { KeyRound } from "lucide-react";
import { CopyButton } from "@/components/entries/copy-button";
import { Alert } from "@/components/ui/alert";

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
      <Alert tone="good">
        <KeyRound aria-hidden />
        <div className="grid min-w-0 flex-1 gap-2">
          <p className="font-medium">
            Copy the key now. It is shown this once and stored nowhere.
          </p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 break-all font-mono text-sm">{apiKey}</code>
            <CopyButton text={apiKey} label="Copy the key" />
          </p>
          <details>
            <summary className="w-fit text-muted-foreground underline underline-offset-2">
              Try it
            </summary>
            <div className="mt-2 flex items-start gap-2">
              <pre className="min-w-0 flex-1 overflow-x-auto rounded-md border bg-background p-2 font-mono text-xs">
                {curl}
              </pre>
              <CopyButton text={curl} label="Copy the command" />
            </div>
            <p className="mt-1 text-muted-foreground">
              A key that only reads answers 403 to it, and says why.
            </p>
          </details>
        </div>
      </Alert>
    </div>
  );
}
