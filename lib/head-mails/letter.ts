import type { Letter } from "@/lib/mail/letter";
import type { ChainHead } from "@/lib/proof/verify-bundle-signed";

type Told = {
  organization: string;
  client: string;
  stream: string;
  head: ChainHead;
  sealedAt: string;
  /** The text that a program checks. */
  signedHead: string;
};

const count = (value: number) => value.toLocaleString("en-GB");
const moment = (instant: string) => `${instant.slice(0, 16).replace("T", " ")} UTC`;

/** What a client keeps so that nobody, the provider included, can rewrite the past unseen. */
export function describeHead(told: Told): Letter {
  const { organization, client, head, sealedAt } = told;
  const last =
    head.lastRecordedAt === null
      ? ""
      : ` The last of them was recorded at ${moment(head.lastRecordedAt)}.`;
  return {
    paragraphs: [
      `This is the weekly head of the log that ${organization} keeps of its work for ${client}.`,
      `As of ${moment(sealedAt)} it has ${count(head.size)} entries.${last}`,
      "Keep this mail. You need not do anything with it. Whoever shows you this log later, with an entry of before that time changed, removed or added, cannot make it agree with the lines below: they are signed, and only you and others like you hold them.",
      "To check them, save the lines from custody-head/v1 on as a file and run: custody verify FILE --key KEY",
    ],
    block: told.signedHead,
    footnote: `Sent each week to the contacts of ${client} who may use the portal.`,
  };
}

/** The Monday of a moment's week, in UTC. */
export function weekOf(now: Date): string {
  const day = (now.getUTCDay() + 6) % 7;
  const monday = Date.UTC(
    now.getUTCFullYear(),
    now.getUTCMonth(),
    now.getUTCDate() - day,
  );
  return new Date(monday).toISOString().slice(0, 10);
}
