"use client";

import { LazyErrorState } from "@/components/shell/error-state-lazy";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** A failed query is never an empty list. */
export default function Failure({ error, reset }: Props) {
  return (
    <LazyErrorState
      title="Could not load entries"
      detail="The entries are safe; the query failed. Narrow the time range, or try again."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
