"use client";

import dynamic from "next/dynamic";

type Props = {
  title?: string;
  detail?: string;
  requestId?: string;
  onRetry: () => void;
};

/** A boundary is on every page and rarely seen: what it shows comes when it is. */
export const LazyErrorState = dynamic<Props>(
  () =>
    import("@/components/shell/error-state").then(
      (module) => module.ErrorState,
      () => PlainErrorState,
    ),
  { loading: () => <PlainErrorState /> },
);

/** Where not even a script can be loaded any more. */
function PlainErrorState({
  title = "Could not load this page",
  detail,
  onRetry,
}: Partial<Props>) {
  return (
    <div className="mx-auto grid max-w-xl gap-3 px-6 py-16">
      <h1 className="font-semibold text-lg">{title}</h1>
      <p role="alert">{detail}</p>
      {onRetry && (
        <p>
          <button type="button" className="underline" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </div>
  );
}
