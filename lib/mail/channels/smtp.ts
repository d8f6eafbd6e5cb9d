import nodemailer from "nodemailer";

type OutgoingMail = {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
};

/** A file that goes with a mail; its name is ours. */
export type Attachment = { name: string; contentType: string; content: Buffer };

export type Transport = {
  send: (mail: OutgoingMail, attachment?: Attachment | null) => Promise<void>;
  close: () => void;
};

const timeoutMs = 15_000;

/** Addresses travel as objects, so no text of ours is ever parsed for another recipient. */
export function openTransport(smtpUrl: string, from: string): Transport {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const [, name = "", address = from] = /^(.*?)\s*<([^<>]+)>$/.exec(from.trim()) ?? [];
  const host = address.split("@").at(-1);
  return {
    send: async ({ id, to, subject, text, html }, attachment) => {
      await transport.sendMail({
        from: { name, address },
        to: { name: "", address: to },
        envelope: { from: address, to: [to] },
        messageId: `<${id}@${host}>`,
        headers: { "auto-submitted": "auto-generated" },
        subject,
        text,
        html,
        attachments: attachment ? [describeAttachment(attachment)] : [],
      });
    },
    close: () => transport.close(),
  };
}

function describeAttachment({ name, contentType, content }: Attachment) {
  const contentTransferEncoding = "base64" as const;
  return { filename: name, contentType, content, contentTransferEncoding };
}
