import { CopyButton } from "@/components/entries/copy-button";

/** The keys a bundle is checked with, to be compared with those on paper. */
export function PolicyKeys({ policyText }: { policyText: string }) {
  const keys = policyText
    .split("\n")
    .filter((line) => line.startsWith("log "))
    .map((line) => line.slice("log ".length));
  return (
    <section aria-labelledby="keys" className="grid gap-2 text-sm">
      <h2 id="keys" className="font-medium text-base">
        The keys this page checks with
      </h2>
      <p className="text-muted-foreground">
        They are this installation's own. Compare them with the ones in your contract: a
        page that is not what it seems would show others.
      </p>
      <ul className="grid gap-2">
        {keys.map((key) => (
          <li key={key} className="flex min-w-0 items-start gap-1">
            <code className="min-w-0 break-all text-xs">{key}</code>
            <CopyButton text={key} label={`Copy the key ${key.split("+")[0]}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
