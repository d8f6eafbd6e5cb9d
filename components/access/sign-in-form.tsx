import { CircleAlert, CircleCheck } from "lucide-react";
import Link from "next/link";
import { DoorFrame } from "@/components/access/door-frame";
import { HostileText } from "@/components/entries/hostile-text";
import { PostForm, type PostTarget } from "@/components/shell/post-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

export type SignInFormProps = {
  /** "Northwind MSP"; null on an installation with several. */
  organizationName: string | null;
  target: PostTarget;
  /** Where to go afterwards; already checked to be on this site. */
  next: string | null;
  /** One message for every failure. */
  error: string | null;
  email?: string;
  /** What was just done: a new password. */
  notice?: string | null;
};

export function SignInForm({
  organizationName,
  target,
  next,
  error,
  email,
  notice = null,
}: SignInFormProps) {
  return (
    <DoorFrame
      title={
        <>
          {organizationName !== null && <HostileText text={organizationName} />}
          <span className="font-normal text-muted-foreground">
            {organizationName === null ? "Custody" : " · Audit"}
          </span>
        </>
      }
    >
      {notice !== null && (
        <Alert tone="good" role="status">
          <CircleCheck aria-hidden />
          {notice}
        </Alert>
      )}
      {error !== null && (
        <Alert tone="danger" role="alert">
          <CircleAlert aria-hidden />
          {error}
        </Alert>
      )}
      <PostForm target={target} className="grid gap-4">
        {next !== null && <input type="hidden" name="next" value={next} />}
        <div className="grid gap-1">
          <Label htmlFor="email">E-mail</Label>
          <Input
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            required
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={email}
            className="h-10"
          />
        </div>
        <div className="grid gap-1">
          <Label htmlFor="password">Password</Label>
          <Input
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-10"
          />
        </div>
        <Button type="submit" variant="primary" size="large">
          Sign in
        </Button>
      </PostForm>
      <p className="flex items-center gap-3 text-muted-foreground text-xs before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
      <div className="grid gap-2">
        <Button asChild size="large">
          <Link href="/signin/link">E-mail me a sign-in link</Link>
        </Button>
        <Link href="/reset" className="w-fit text-sm underline underline-offset-2">
          Forgot your password?
        </Link>
      </div>
    </DoorFrame>
  );
}
