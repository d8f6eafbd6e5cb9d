import { RevealedOnce } from "@/components/shell/revealed-once";

/** A new signing secret, this once. */
export function RevealedSecret({
  secret,
  use = "Any library of Standard Webhooks checks the signature with it.",
}: {
  secret: string;
  use?: string;
}) {
  return (
    <div className="px-6 max-md:px-4">
      <RevealedOnce
        says="Copy the signing secret now. It is shown this once."
        value={secret}
        copyLabel="Copy the secret"
      >
        {use}
      </RevealedOnce>
    </div>
  );
}
