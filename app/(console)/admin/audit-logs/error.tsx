"use client";

import { ErrorState } from "@/components/shell/error-state";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A failed query is never an empty list. */
export default function Failure({ error, reset }: Props) {
  return (
    <ErrorState
      title="Could not load entries"
      detail="The entries are safe; the query failed. Narrow the time range, or try again."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
