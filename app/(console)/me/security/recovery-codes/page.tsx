import type { Metadata } from "next";
import { RecoveryCodes } from "@/components/access/recovery-codes";
import { PageHeading } from "@/components/shell/page-heading";
import { loadRecoveryCodes } from "@/lib/second-factor/loaders";

export const metadata: Metadata = { title: "Recovery codes – Custody" };

export default async function Page() {
  const codes = await loadRecoveryCodes("account:manage");
  return (
    <>
      <PageHeading
        title="Recovery codes"
        back={{ label: "Security", href: "/me/security" }}
      >
        Each signs you in once without your authenticator. They are shown this once, and
        those you had before count no longer.
      </PageHeading>
      <div className="max-w-md px-6 py-5 max-md:px-4">
        {codes.length > 0 ? (
          <RecoveryCodes codes={codes} />
        ) : (
          <p className="text-sm">They were shown. Make new ones if you lost them.</p>
        )}
      </div>
    </>
  );
}
