import type { Letter } from "@/lib/mail/letter";

type Facts = {
  organizationName: string;
  inviterName: string;
  role: string;
  href: string;
  days: number;
};

export function describeInvitation(facts: Facts): Letter {
  const { organizationName, inviterName, role, href, days } = facts;
  return {
    paragraphs: [
      `${inviterName} invites you to the audit log of ${organizationName} as ${role}.`,
      `The link below is for you alone and works once, within ${days} days.`,
      "If you expected no invitation, do nothing: without the link there is no account.",
    ],
    link: { label: "Accept the invitation", href },
    footnote: `${organizationName}, audit log`,
  };
}
