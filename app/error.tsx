"use client";

import { ErrorState } from "@/components/shell/error-state";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function Failure({ error, reset }: Props) {
  return (
    <main>
      <ErrorState requestId={error.digest} onRetry={reset} />
    </main>
  );
}
