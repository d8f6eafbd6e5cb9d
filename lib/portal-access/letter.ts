import type { Letter } from "@/lib/mail/letter";

type Facts = {
  organizationName: string;
  clientName: string;
  inviterName: string;
  /** Null for somebody who has an account already. */
  passwordHref: string | null;
  signInHref: string;
  days: number;
};

/** What a contact gets once they may look into their client's portal. */
export function describePortalAccess(facts: Facts): Letter {
  const { organizationName, clientName, inviterName, signInHref, days } = facts;
  const { passwordHref } = facts;
  const invited = `${inviterName} of ${organizationName} lets you see, read-only, what was done on the account of ${clientName}.`;
  const footnote = `${organizationName}, activity of ${clientName}`;
  if (passwordHref === null) {
    return {
      paragraphs: [invited, "Sign in with the account you have."],
      link: { label: "Sign in", href: signInHref },
      footnote,
    };
  }
  return {
    paragraphs: [
      invited,
      `Choose a password first: the link below is for you alone and works once, within ${days} days. Without a password you can sign in at ${signInHref} by a link that is mailed to you each time.`,
      "If you expected nothing of the kind, do nothing.",
    ],
    link: { label: "Choose a password", href: passwordHref },
    footnote,
  };
}
