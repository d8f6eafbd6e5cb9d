import type { Letter } from "@/lib/mail/letter";

type Request = { basis: string; reason: string; entryCount: number };

/** Whose fields they are is not said: a mail is not where it can be erased again. */
export function describeRequest(
  { basis, reason, entryCount }: Request,
  href: string,
): Letter {
  const count = entryCount.toLocaleString("en");
  return {
    paragraphs: [
      `An owner asked to erase a person's fields from ${count} entries of the log.`,
      `Legal ground: ${basis}. The reason given: ${reason}`,
      "A second owner looks at what would go, and approves or withdraws it. What is erased does not come back; the log still verifies.",
    ],
    link: { label: "Look at the erasure", href },
  };
}
