"use client";

import { Check as CheckIcon, CircleHelp, ShieldCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { findDifference, type TextCheck } from "@/lib/reading/check-texts";

type State =
  | { kind: "idle" | "working" }
  | { kind: "done"; checks: TextCheck[] }
  | { kind: "failed"; why: string };

const idle: State = { kind: "idle" };

/** Recomputes the entry's hashes on the reader's own machine, and shows both values. */
export function VerifyPanel({ id }: { id: string }) {
  const [state, setState] = useState<State>(idle);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another entry was not checked yet
  useEffect(() => setState(idle), [id]);

  async function verify() {
    setState({ kind: "working" });
    try {
      const { verifyEntry } = await import("@/components/entries/verify-entry");
      setState({ kind: "done", checks: await verifyEntry(id) });
    } catch (error) {
      setState({
        kind: "failed",
        why: error instanceof Error ? error.message : "unknown",
      });
    }
  }

  return (
    <div data-needs-script className="mt-3 grid gap-2" data-print="hide">
      <Button size="small" onClick={verify} disabled={state.kind === "working"}>
        <ShieldCheck aria-hidden />
        {state.kind === "working" ? "Checking…" : "Verify in browser"}
      </Button>
      <div aria-live="polite" className="text-sm">
        {state.kind === "failed" && (
          <p className="text-outcome-failed">Not checked: {state.why}</p>
        )}
        {state.kind === "done" && <Checks checks={state.checks} />}
      </div>
    </div>
  );
}

function Checks({ checks }: { checks: TextCheck[] }) {
  const badCount = checks.filter(({ isSame, computed }) => !isSame && computed).length;
  return (
    <>
      <p className="mb-1 font-medium">
        {badCount === 0
          ? "Recomputed here: every value that can be checked is the same."
          : `${badCount} of ${checks.length} values differ.`}
      </p>
      <ul className="grid gap-1.5">
        {checks.map((check) => (
          <li key={check.what}>
            <Verdict check={check} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Verdict({ check }: { check: TextCheck }) {
  const { what, stored, computed, isSame } = check;
  const [Icon, tone, words] = lookOf(check);
  return (
    <details open={!isSame && computed !== null}>
      <summary className="flex items-start gap-1.5 rounded-sm">
        <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
        <span>
          {what}: {words}
        </span>
      </summary>
      <dl className="mt-1 grid gap-1 pl-5.5 text-xs">
        <dt className="text-muted-foreground">In the log</dt>
        <dd className="font-mono break-all">
          <Bytes hex={stored} other={computed} />
        </dd>
        {computed !== null && (
          <>
            <dt className="text-muted-foreground">Computed here</dt>
            <dd className="font-mono break-all">
              <Bytes hex={computed} other={stored} />
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

function lookOf({ stored, computed, isSame }: TextCheck) {
  if (isSame) return [CheckIcon, "text-seal-ok", "same"] as const;
  if (computed === null) {
    return [CircleHelp, "text-muted-foreground", "cannot be checked from here"] as const;
  }
  const at = findDifference(stored, computed);
  return [X, "text-seal-bad", `differs from byte ${at} on`] as const;
}

/** The bytes up to the first that differs, then that one and the rest, marked. */
function Bytes({ hex, other }: { hex: string; other: string | null }) {
  const at =
    other === null || other === hex ? hex.length : findDifference(hex, other) * 2;
  return (
    <>
      {hex.slice(0, at)}
      {at < hex.length && (
        <mark className="bg-diff-before-word font-medium text-foreground">
          {hex.slice(at, at + 2)}
        </mark>
      )}
      {hex.slice(at + 2)}
    </>
  );
}
