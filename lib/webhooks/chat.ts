import type { JsonObject } from "@/lib/proof/json-value";
import type { WebhookFormat } from "./model";

/** What a chat needs of a payload; a test has no more than its name. */
type Told = {
  title: string;
  lines: string[];
  links: { label: string; href: string }[];
};

type Payload = { type: string; data: JsonObject };

const lineLengthMax = 1_000;

/**
 * A payload as people read it in a channel. Texts of the log stand in elements that
 * interpret no markup, so nothing in them becomes a link, a mention or a style.
 * Sources: Slack, Block Kit reference (plain_text) and "Escaping text"; Microsoft, Adaptive
 * Cards 1.4 (RichTextBlock, TextRun) in a Teams workflow's message.
 */
export function formatChatMessage(format: WebhookFormat, payload: string): string {
  const told = tell(JSON.parse(payload) as Payload);
  return JSON.stringify(format === "slack" ? describeSlack(told) : describeTeams(told));
}

function tell({ type, data }: Payload): Told {
  if (type !== "rule.fired") {
    return {
      title: "Custody: a test",
      lines: ["Messages of rules that fire will stand here."],
      links: [],
    };
  }
  const rule = data.rule as { name: string; severity: string };
  const trigger = data.trigger as { idx: number; sentence: string } | null;
  return {
    title: `${rule.name} (${rule.severity} severity)`,
    lines: [
      String(data.summary),
      ...(trigger === null ? [] : [`#${trigger.idx} ${trigger.sentence}`]),
    ].map((line) => line.slice(0, lineLengthMax)),
    links: [
      { label: "Open the alert", href: String(data.alert_url) },
      { label: "See its entries", href: String(data.entries_url) },
    ],
  };
}

const plain = (text: string) => ({ type: "plain_text", text, emoji: false });

function describeSlack({ title, lines, links }: Told): JsonObject {
  return {
    // For notifications, which do read markup.
    text: escapeSlack(`${title}: ${lines[0] ?? ""}`),
    blocks: [
      { type: "header", text: plain(title.slice(0, 150)) },
      ...lines.map((line) => ({ type: "section", text: plain(line) })),
      ...(links.length === 0
        ? []
        : [
            {
              type: "actions",
              elements: links.map(({ label, href }) => ({
                type: "button",
                text: plain(label),
                url: href,
              })),
            },
          ]),
    ],
  };
}

function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function describeTeams({ title, lines, links }: Told): JsonObject {
  const block = (text: string, more: JsonObject = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...more }],
  });
  return {
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            block(title, { weight: "Bolder", size: "Medium" }),
            ...lines.map((line) => block(line)),
          ],
          actions: links.map(({ label, href }) => ({
            type: "Action.OpenUrl",
            title: label,
            url: href,
          })),
        },
      },
    ],
  };
}
