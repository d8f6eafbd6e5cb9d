import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import { VerifyStream } from "@/components/portal/verify-stream";
import { loadOwnPolicy } from "@/lib/bundles/loaders";
import { openVisit } from "@/lib/portal/loaders";

export const metadata: Metadata = { title: "Verify – Activity on your account" };

export default async function Page() {
  await openVisit("portal:audit_log.verify");
  const policyText = await loadOwnPolicy();
  return (
    <div className="grid max-w-2xl gap-5">
      <header className="grid gap-2">
        <a
          href="/portal"
          className="-ml-1 inline-flex w-fit items-center gap-0.5 text-muted-foreground text-sm underline-offset-2 hover:underline max-md:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Activity
        </a>
        <h1 className="font-semibold text-xl tracking-tight">How this is verified</h1>
      </header>
      <div className="grid gap-3">
        <p>
          Every entry carries the hash of the one before it. Each minute the whole list is
          sealed with a signature. To change, remove or slip in an entry later, somebody
          would have to break that.
        </p>
        <p>
          You need not take anybody’s word: your browser fetches your newest entries with
          their proof and checks every hash itself. What your provider does not show stays
          hidden in it, and is still covered by the hashes.
        </p>
        <p>
          Your browser also keeps the last signature it saw. If the list were ever
          rewritten behind it, it would tell you at your next visit.
        </p>
      </div>
      {policyText === null ? (
        <p className="text-muted-foreground">Nothing is sealed yet.</p>
      ) : (
        <VerifyStream policyText={policyText} />
      )}
      <noscript>
        <p className="text-muted-foreground text-sm">
          Checking in the page needs JavaScript. Download the proof and check it with{" "}
          <code>custody verify FILE</code>, or at /verify.
        </p>
      </noscript>
      <p className="text-muted-foreground text-sm">
        What no proof can show: that everything was recorded in the first place.
      </p>
    </div>
  );
}
