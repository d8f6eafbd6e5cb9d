"use client";

import { FileCheck } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { buttonVariants } from "@/components/ui/button";
import { checkInSteps } from "@/lib/bundles/step-check";
import { parseTrust } from "@/lib/bundles/trust";
import { type VerdictView, viewVerdict } from "@/lib/bundles/verdict-view";
import { VerdictReport } from "./verdict-report";

type State =
  | { step: "waiting" }
  | { step: "checking"; name: string; percent: number }
  | { step: "done"; name: string; view: VerdictView };

/** Checks a file in this page: nothing of it leaves the browser. */
export function VerifyBundle({ policyText }: { policyText: string }) {
  const [state, setState] = useState<State>({ step: "waiting" });
  const [isOver, setIsOver] = useState(false);
  const turn = useRef(0);

  async function check(file: File | undefined) {
    if (!file) return;
    turn.current += 1;
    const mine = turn.current;
    const { name } = file;
    const show = (next: State) => mine === turn.current && setState(next);
    show({ step: "checking", name, percent: 0 });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const verdict = await checkInSteps(bytes, parseTrust(policyText), (progress) => {
      const percent = Math.floor((progress.done * 100) / progress.total);
      show({ step: "checking", name, percent });
    });
    show({ step: "done", name, view: viewVerdict(verdict) });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void check(event.dataTransfer.files[0]);
  }

  return (
    <div className="grid gap-5">
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={`grid cursor-pointer justify-items-center gap-2 rounded-lg border-2 border-dashed px-6 py-10 text-center hover:bg-muted has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2 ${isOver ? "border-primary bg-muted" : "border-border"}`}
      >
        <FileCheck aria-hidden className="size-7 text-muted-foreground" />
        <span className="font-medium">
          Drop a bundle or a receipt here, or choose one
        </span>
        <span className="text-muted-foreground text-sm">
          Checked in this page. Nothing is uploaded, and it works with the network off.
        </span>
        <span aria-hidden className={`mt-2 ${buttonVariants()}`}>
          Choose a file
        </span>
        <input
          type="file"
          accept=".zip,application/zip"
          className="sr-only"
          onChange={(event) => {
            void check(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </label>
      <div aria-live="polite">
        {state.step === "checking" && (
          <p className="grid gap-2">
            Checking {state.name}: {state.percent} %
            <progress className="w-full" max={100} value={state.percent}>
              {state.percent} %
            </progress>
          </p>
        )}
        {state.step === "done" && <VerdictReport view={state.view} name={state.name} />}
      </div>
    </div>
  );
}
