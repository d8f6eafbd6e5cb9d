import { ActionForm } from "@/components/forms/action-form";
import { TextAreaField, TextField } from "@/components/forms/fields";
import { SettingsSection } from "@/components/settings/settings-section";
import { PostForm } from "@/components/shell/post-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";

export type SignInPage = {
  person: { id: string; name: string };
  signIn: {
    hasSecondFactor: boolean;
    secondFactorSince: Date | null;
    lockedUntil: Date | null;
  };
  resetRefusal: string | null;
  forms: { reset: FormState };
};

/** What to do for somebody who cannot sign in. */
export function SignInSection({ page }: { page: SignInPage }) {
  const { person, signIn } = page;
  return (
    <SettingsSection title="Signing in" says="For somebody who lost the way in.">
      <div className="grid justify-items-start gap-4 text-sm">
        {signIn.lockedUntil !== null && (
          <LockOut id={person.id} until={signIn.lockedUntil} />
        )}
        <SecondFactor page={page} />
      </div>
    </SettingsSection>
  );
}

function LockOut({ id, until }: { id: string; until: Date }) {
  return (
    <Alert tone="warning">
      <div className="grid justify-items-start gap-3">
        <p>
          Locked out after failed attempts until {until.toISOString().slice(11, 16)} UTC.
          Browsers they used before still let them in.
        </p>
        <PostForm target={{ action: `/api/people/${id}/unlock` }}>
          <Button type="submit">Lift the lock-out</Button>
        </PostForm>
      </div>
    </Alert>
  );
}

function SecondFactor({ page }: { page: SignInPage }) {
  const { person, signIn, resetRefusal, forms } = page;
  if (!signIn.hasSecondFactor) return <p>No second factor is set up.</p>;
  const since = signIn.secondFactorSince?.toISOString().slice(0, 10);
  return (
    <>
      <p>An authenticator is set up since {since}.</p>
      {resetRefusal === null ? (
        <ActionForm
          form={forms.reset}
          id={person.id}
          action={`/api/people/${person.id}/second-factor`}
          label="Reset second factor"
          title={`Reset the second factor of ${person.name}?`}
          tone="danger"
        >
          {(form) => (
            <>
              <p>
                Be sure that it is they who ask. Their sessions end, and they and every
                owner get a mail. If their role needs a second factor, they set up another
                at the next sign-in.
              </p>
              <TextAreaField
                form={form}
                name="reason"
                hint="It stands in the entry and in the mails."
                maxLength={1000}
              />
              <TextField
                form={form}
                name="ticket"
                isOptional
                hint="Such as PSA-1234."
                maxLength={100}
                autoComplete="off"
              />
            </>
          )}
        </ActionForm>
      ) : (
        <p className="text-muted-foreground">
          It cannot be reset by you: {resetRefusal}.
        </p>
      )}
    </>
  );
}
