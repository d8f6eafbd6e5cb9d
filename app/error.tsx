"use client";

import { LazyErrorState } from "@/components/shell/error-state-lazy";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function Failure({ error, reset }: Props) {
  return (
    <main>
      <LazyErrorState requestId={error.digest} onRetry={reset} />
    </main>
  );
}
