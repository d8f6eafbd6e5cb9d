import { CopyButton } from "@/components/entries/copy-button";
import { formatEntityCount } from "@/lib/catalogue/entities";
import { describeSpan } from "@/lib/entries/age";

/** "What did your team do last month?", as one sentence to paste. */
export function ClientSummary({
  actionCount,
  peopleCount,
  sessionCount,
  sessionSeconds,
  scriptCount,
  exportCount,
}: {
  actionCount: number;
  peopleCount: number;
  sessionCount: number;
  sessionSeconds: number;
  scriptCount: number;
  exportCount: number;
}) {
  const length = sessionSeconds > 0 ? ` (${describeSpan(sessionSeconds * 1000)})` : "";
  const parts = [
    formatEntityCount("action", actionCount),
    peopleCount === 1 ? "1 person" : `${peopleCount.toLocaleString("en-US")} people`,
    `${formatEntityCount("remote_session", sessionCount)}${length}`,
    formatEntityCount("script", scriptCount),
    formatEntityCount("export", exportCount),
  ];
  const sentence = `What your team did last month: ${parts.join(" · ")}`;
  return (
    <p className="flex flex-wrap items-center gap-1 px-6 pt-2 text-sm tabular-nums max-md:px-4">
      <span>{sentence}</span>
      <CopyButton text={sentence} label="Copy sentence" />
    </p>
  );
}
