import { ActionForm } from "@/components/forms/action-form";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import type { FormState } from "@/lib/forms/model";

type Panel = {
  hasSecondFactor: boolean;
  needsSecondFactor: boolean;
  codesLeft: number;
  removal: FormState;
};

export function SecondFactorPanel(panel: Panel) {
  return (
    <section aria-labelledby="second-factor" className="grid max-w-xl gap-3 text-sm">
      <h2 id="second-factor" className="font-semibold text-base">
        Second factor
      </h2>
      {panel.hasSecondFactor ? <FactorOn {...panel} /> : <FactorOff {...panel} />}
    </section>
  );
}

function FactorOn({ needsSecondFactor, codesLeft, removal }: Panel) {
  return (
    <>
      <p>
        On: an authenticator app{needsSecondFactor ? ", which your role needs" : ""}.{" "}
        {codesLeft} recovery {codesLeft === 1 ? "code is" : "codes are"} left.
      </p>
      <div className="flex flex-wrap gap-2">
        <PostForm target={{ action: "/api/account/second-factor" }}>
          <Button type="submit">Replace authenticator</Button>
        </PostForm>
        <PostForm target={{ action: "/api/account/recovery-codes" }}>
          <Button type="submit">Make new recovery codes</Button>
        </PostForm>
        {!needsSecondFactor && (
          <ActionForm
            form={removal}
            id="own"
            action="/api/account/second-factor/removal"
            label="Remove"
            title="Remove your second factor?"
            tone="danger"
          >
            <p>
              Your password alone lets you in then, and whoever knows it. Your recovery
              codes count no longer, and your other sessions end.
            </p>
          </ActionForm>
        )}
      </div>
    </>
  );
}

function FactorOff({ needsSecondFactor }: Panel) {
  return (
    <>
      <p>
        Off. With an authenticator app a stolen password alone lets nobody in.
        {needsSecondFactor ? " Your role needs one." : ""}
      </p>
      <PostForm target={{ action: "/api/account/second-factor" }}>
        <Button type="submit" variant="primary">
          Set up a second factor
        </Button>
      </PostForm>
    </>
  );
}
