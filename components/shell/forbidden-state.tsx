import { Lock } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { PostForm, type PostTarget } from "@/components/shell/post-form";
import { StatePage } from "@/components/shell/state-page";
import { Button } from "@/components/ui/button";

/** A real 403: why, what to do, and that it was recorded. */
export function ForbiddenState({
  reason,
  requestAccess,
  homeHref,
}: {
  /** "The role technician lacks log:verify; it needs owner or admin." */
  reason: string;
  /** A mail to an owner, a form to post, or null when nobody can be asked. */
  requestAccess: { mailto: string } | PostTarget | null;
  homeHref: string;
}) {
  return (
    <StatePage
      icon={<Lock aria-hidden />}
      title="You may not see this page"
      actions={
        <>
          {requestAccess !== null && <RequestAccess way={requestAccess} />}
          <Button asChild>
            <a href={homeHref}>Back to your start page</a>
          </Button>
        </>
      }
    >
      <p>
        <HostileText text={reason} />
      </p>
      <p>
        Ask an owner or an admin for the role if you need it. This refusal was recorded in
        the log.
      </p>
    </StatePage>
  );
}

function RequestAccess({ way }: { way: { mailto: string } | PostTarget }) {
  if ("mailto" in way) {
    const subject = encodeURIComponent("Access to the audit log");
    return (
      <Button asChild variant="primary">
        <a href={`mailto:${way.mailto}?subject=${subject}`}>Request access</a>
      </Button>
    );
  }
  return (
    <PostForm target={way}>
      <Button type="submit" variant="primary">
        Request access
      </Button>
    </PostForm>
  );
}
