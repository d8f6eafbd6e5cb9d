import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";

export function SecondFactorPanel({
  hasSecondFactor,
  needsSecondFactor,
  codesLeft,
}: {
  hasSecondFactor: boolean;
  needsSecondFactor: boolean;
  codesLeft: number;
}) {
  return (
    <section aria-labelledby="second-factor" className="grid max-w-xl gap-3 text-sm">
      <h2 id="second-factor" className="font-semibold text-base">
        Second factor
      </h2>
      {hasSecondFactor ? (
        <>
          <p>
            On: an authenticator app{needsSecondFactor ? ", which your role needs" : ""}.{" "}
            {codesLeft} recovery {codesLeft === 1 ? "code is" : "codes are"} left.
          </p>
          <PostForm target={{ action: "/api/account/recovery-codes" }}>
            <Button type="submit">Make new recovery codes</Button>
          </PostForm>
        </>
      ) : (
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
      )}
    </section>
  );
}
