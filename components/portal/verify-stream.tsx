"use client";

import { useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { VerdictReport } from "@/components/verify/verdict-report";
import { checkInSteps } from "@/lib/bundles/step-check";
import { parseTrust } from "@/lib/bundles/trust";
import { type VerdictView, viewVerdict } from "@/lib/bundles/verdict-view";

type State =
  | { step: "waiting" }
  | { step: "checking"; percent: number }
  | { step: "failed" }
  | { step: "done"; view: VerdictView };

/** Fetches the proof of one's own stream and checks it on this machine. */
export function VerifyStream({ policyText }: { policyText: string }) {
  const [state, setState] = useState<State>({ step: "waiting" });

  async function verify() {
    setState({ step: "checking", percent: 0 });
    const answer = await fetch("/api/portal/bundle").catch(() => null);
    if (!answer?.ok) return setState({ step: "failed" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const verdict = await checkInSteps(bytes, parseTrust(policyText), (progress) => {
      const percent = Math.floor((progress.done * 100) / progress.total);
      setState({ step: "checking", percent });
    });
    setState({ step: "done", view: viewVerdict(verdict) });
  }

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          disabled={state.step === "checking"}
          onClick={() => void verify()}
        >
          Verify in this browser
        </Button>
        <Button asChild>
          <a href="/api/portal/bundle" download>
            Download the proof
          </a>
        </Button>
      </div>
      <div aria-live="polite">
        {state.step === "checking" && <p>Checking: {state.percent} %</p>}
        {state.step === "failed" && (
          <Alert tone="warning">
            The proof could not be fetched. Nothing is sealed yet, or the log does not
            hold; try again in a minute, and ask your provider if it stays so.
          </Alert>
        )}
        {state.step === "done" && <VerdictReport view={state.view} name="your log" />}
      </div>
    </div>
  );
}
