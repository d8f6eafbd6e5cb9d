import { KeyRound } from "lucide-react";
import { CopyButton } from "@/components/entries/copy-button";
import { Alert } from "@/components/ui/alert";

/** A new signing secret, this once. */
export function RevealedSecret({ secret }: { secret: string }) {
  return (
    <div className="px-6 max-md:px-4">
      <Alert tone="good">
        <KeyRound aria-hidden />
        <div className="grid min-w-0 flex-1 gap-2">
          <p className="font-medium">
            Copy the signing secret now. It is shown this once.
          </p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 break-all font-mono text-sm">{secret}</code>
            <CopyButton text={secret} label="Copy the secret" />
          </p>
          <p className="text-muted-foreground">
            Any library of Standard Webhooks checks the signature with it.
          </p>
        </div>
      </Alert>
    </div>
  );
}
