"use client";

import { ShieldAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { Alert } from "@/components/ui/alert";
import type { HeadAnswer, HeadVerdict, KeptHead } from "@/lib/portal-heads/check";

type Answer = HeadAnswer & { policy: string };

/**
 * This browser keeps the last signed head of the stream it saw. Each visit asks how that
 * one leads to the head of today, and checks the answer here, so that nobody, the provider
 * included, rewrites unseen what was seen once.
 */
export function HeadWatch({ client }: { client: string }) {
  const [verdict, setVerdict] = useState<HeadVerdict | null>(null);
  useEffect(() => {
    let isOver = false;
    void watchHead(`custody-head ${client}`).then((found) => {
      if (!isOver) setVerdict(found);
    });
    return () => {
      isOver = true;
    };
  }, [client]);
  if (verdict === null) return null;
  if (verdict.kind === "lost") return <LostHead verdict={verdict} />;
  return (
    <p className="text-muted-foreground text-sm" data-head={verdict.kind}>
      {describe(verdict)}
    </p>
  );
}

function LostHead({ verdict }: { verdict: Extract<HeadVerdict, { kind: "lost" }> }) {
  const count = verdict.keptSize.toLocaleString("en-GB");
  return (
    <Alert tone="danger">
      <span className="flex items-center gap-1.5 font-medium">
        <ShieldAlert aria-hidden className="size-4" />
        This log is not the one this browser saw before
      </span>
      <span className="mt-1 block">
        At your last visit it had {count} entries, signed by your provider. Today’s log
        does not continue them: {verdict.why}. This was reported, and this browser keeps
        what it saw. Ask your provider, and do not clear this browser’s data.
      </span>
    </Alert>
  );
}

function describe(verdict: Exclude<HeadVerdict, { kind: "lost" }>): string {
  switch (verdict.kind) {
    case "first":
      return `This browser keeps what it sees: the signed head of ${verdict.size.toLocaleString("en-GB")} entries.`;
    case "grown":
      return "Checked in this browser: it continues what you saw before.";
    case "pruned":
      return "What this browser saw before was removed since, as its retention says.";
    case "unchecked":
      return `This browser could not check the signature of the log: ${verdict.why}.`;
  }
}

async function watchHead(key: string): Promise<HeadVerdict | null> {
  const { followHead, sizeOfKept } = await import("@/lib/portal-heads/check");
  const kept = readKept(key);
  const size = sizeOfKept(kept);
  const query = size === null ? "" : `?from=${size}`;
  const response = await fetch(`/api/portal/head${query}`).catch(() => null);
  if (!response?.ok) return null;
  const answer = (await response.json()) as Answer;
  const verdict = followHead(kept, answer, answer.policy);
  if (verdict.kind === "lost" && kept) await report(kept);
  const isNew = ["first", "grown", "pruned"].includes(verdict.kind);
  if (isNew) keep(key, { head: answer.head, policy: answer.policy });
  return verdict;
}

async function report({ head }: KeptHead): Promise<void> {
  const body = JSON.stringify({ head });
  const headers = { "content-type": "application/json" };
  await fetch("/api/portal/head", { method: "POST", headers, body }).catch(() => null);
}

function readKept(key: string): KeptHead | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as KeptHead | null;
    return typeof kept?.head === "string" && typeof kept.policy === "string"
      ? kept
      : null;
  } catch {
    return null;
  }
}

/** A browser that keeps nothing is no witness, and reads the log all the same. */
function keep(key: string, head: KeptHead): void {
  try {
    localStorage.setItem(key, JSON.stringify(head));
  } catch {
    localStorage.removeItem(key);
  }
}
