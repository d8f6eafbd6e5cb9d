import type { Letter } from "@/lib/mail/letter";
import { describeRetention } from "./model";

type Approval = {
  client: { name: string } | null;
  retentionDaysBefore: number;
  retentionDays: number;
  effectiveAt: string;
  reason: string;
};

export function describeApproval(approval: Approval, href: string): Letter {
  const { client, retentionDaysBefore, retentionDays, effectiveAt, reason } = approval;
  const whose = client ? `entries about ${client.name}` : "entries";
  return {
    paragraphs: [
      `From ${effectiveAt.slice(0, 10)} (UTC) on, ${whose} will be kept for ` +
        `${describeRetention(retentionDays)} instead of ${describeRetention(retentionDaysBefore)}.`,
      `The reason given: ${reason}`,
      "Until then any owner can withdraw this. What the next prune takes after it does not come back.",
    ],
    link: { label: "Look at the retention", href },
  };
}

type Reminder = { pruneAt: Date; entryCount: number };

export function describeReminder(
  { pruneAt, entryCount }: Reminder,
  href: string,
): Letter {
  const count = entryCount.toLocaleString("en");
  return {
    paragraphs: [
      `On ${pruneAt.toISOString().slice(0, 10)} at 02:00 UTC, ${count} entries will be past ` +
        "their retention and will be pruned. Their proof stays; their content does not.",
      "Export them first if they are still needed, keep entries longer, or set a hold.",
    ],
    link: { label: "Look at these entries and export them", href },
  };
}
