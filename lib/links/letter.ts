import type { Letter } from "@/lib/mail/letter";

export type Purpose = "sign_in" | "reset";

export const linkMinutes = { sign_in: 10, reset: 30 } as const;

export function describeLink(
  purpose: Purpose,
  href: string,
): { subject: string; letter: Letter } {
  const minutes = linkMinutes[purpose];
  if (purpose === "reset") {
    return {
      subject: "Reset your password",
      letter: {
        paragraphs: [
          `Somebody asked to reset the password of your account. The link below works once, for ${minutes} minutes.`,
          "If that was not you, do nothing: your password stays as it is.",
        ],
        link: { label: "Choose a new password", href },
      },
    };
  }
  return {
    subject: "Your sign-in link",
    letter: {
      paragraphs: [
        `Somebody asked for a link to sign in to your account. It works once, for ${minutes} minutes, and asks you to confirm.`,
        "If that was not you, do nothing: nobody is signed in without it.",
      ],
      link: { label: "Sign in", href },
    },
  };
}
