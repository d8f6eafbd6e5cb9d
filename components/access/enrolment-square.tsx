import { CopyButton } from "@/components/entries/copy-button";

/** The secret as a square to scan and as letters to type; both say the same. */
export function EnrolmentSquare({
  square,
  secret,
}: {
  square: { size: number; path: string };
  secret: string;
}) {
  const margin = 4;
  const side = square.size + 2 * margin;
  return (
    <div className="grid justify-items-start gap-3">
      <svg
        role="img"
        aria-label="The secret as a QR code"
        viewBox={`${-margin} ${-margin} ${side} ${side}`}
        shapeRendering="crispEdges"
        className="size-52 rounded-md border bg-[#fff]"
      >
        <path d={square.path} fill="#000" />
      </svg>
      <details className="w-full text-sm">
        <summary className="w-fit underline underline-offset-2 max-md:py-2">
          Type it instead
        </summary>
        <p className="mt-2 flex items-start gap-1">
          <code className="font-mono [overflow-wrap:anywhere]">{secret}</code>
          <CopyButton text={secret.replaceAll(" ", "")} label="Copy secret" />
        </p>
      </details>
    </div>
  );
}
