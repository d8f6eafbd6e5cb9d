import type { Metadata } from "next";
import { cookies } from "next/headers";
import { SignInForm } from "@/components/access/sign-in-form";
import { typedEmailCookie } from "@/lib/access/handlers";

export const metadata: Metadata = { title: "Sign in – Custody" };

type Props = { searchParams: Promise<{ next?: string; error?: string; reset?: string }> };

export default async function Page({ searchParams }: Props) {
  const { next, error, reset } = await searchParams;
  const email = (await cookies()).get(typedEmailCookie)?.value;
  return (
    <SignInForm
      organizationName={null}
      target={{ action: "/api/sign-in" }}
      next={typeof next === "string" ? next : null}
      error={describe(error)}
      email={email}
      notice={reset === undefined ? null : "Your password is new. Sign in with it."}
    />
  );
}

/** The same for every account and for none. */
function describe(error: string | undefined): string | null {
  if (error === undefined) return null;
  if (error === "slow") return "Too many attempts. Try again in some minutes.";
  return "That did not work. Check the address and the password.";
}
