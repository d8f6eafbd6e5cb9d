import type { Metadata } from "next";
import Link from "next/link";
import { DoorFrame } from "@/components/access/door-frame";
import { RecoveryCodes } from "@/components/access/recovery-codes";
import { Button } from "@/components/ui/button";
import { parseNextPath } from "@/lib/access/request";
import { loadRecoveryCodes } from "@/lib/second-factor/loaders";

export const metadata: Metadata = { title: "Recovery codes – Custody" };

type Props = { searchParams: Promise<{ next?: string }> };

export default async function Page({ searchParams }: Props) {
  const { next } = await searchParams;
  const codes = await loadRecoveryCodes("sign_in");
  const told = typeof next === "string" ? next : null;
  const href = parseNextPath(told, process.env.CUSTODY_URL ?? "", "/");
  return (
    <DoorFrame title="Keep your recovery codes" footnote={null}>
      {codes.length > 0 ? (
        <>
          <p className="text-sm">
            Each signs you in once without your authenticator. They are shown this once:
            print them or keep them in your password manager.
          </p>
          <RecoveryCodes codes={codes} />
        </>
      ) : (
        <p className="text-sm">
          Recovery codes are shown once. You can make new ones on your security page.
        </p>
      )}
      <Button asChild variant="primary" size="large">
        <Link href={href}>{codes.length > 0 ? "I have kept them" : "Continue"}</Link>
      </Button>
    </DoorFrame>
  );
}
