import { Info } from "lucide-react";
import type { Metadata } from "next";
import { Seal } from "@/components/shell/seal";
import { StatePage } from "@/components/shell/state-page";
import { PolicyKeys } from "@/components/verify/policy-keys";
import { VerifyBundle } from "@/components/verify/verify-bundle";
import { loadOwnPolicy } from "@/lib/bundles/loaders";
import { verifyPageHash } from "@/lib/bundles/verify-page-hash";

export const metadata: Metadata = { title: "Check a bundle – Custody" };

export default async function Page() {
  const policyText = await loadOwnPolicy();
  if (policyText === null) {
    return (
      <main>
        <StatePage icon={<Info aria-hidden />} title="This installation has no keys yet">
          <p>It can check bundles once it has been migrated and started.</p>
        </StatePage>
      </main>
    );
  }
  return (
    <main className="mx-auto grid w-full max-w-3xl gap-8 px-4 py-12 max-md:py-6">
      <header className="grid gap-2">
        <h1 className="flex items-center gap-2 font-semibold text-2xl tracking-tight">
          <Seal className="size-7 text-seal-ok" />
          Check an audit record
        </h1>
        <p className="text-muted-foreground">
          An evidence bundle or a receipt says by itself whether it is unchanged, whether
          anything is missing, and how new it is. Here you see it say so.
        </p>
      </header>
      <noscript>
        <p className="rounded-lg border border-border p-4">
          Checking in the page needs JavaScript. Without it, use{" "}
          <code>custody verify FILE --policy POLICY</code> on the command line.
        </p>
      </noscript>
      <VerifyBundle policyText={policyText} />
      <PolicyKeys policyText={policyText} />
      <section aria-labelledby="apart" className="grid gap-2 text-sm">
        <h2 id="apart" className="font-medium text-base">
          Without trusting this page
        </h2>
        <p className="text-muted-foreground">
          <a href="/verify.html" download className="underline">
            verify.html
          </a>{" "}
          is one file that does the same anywhere, offline, with keys you paste. Its
          SHA-256 is published with the source:
        </p>
        <code className="break-all text-xs">{verifyPageHash}</code>
      </section>
    </main>
  );
}
