import { describe, expect, it } from "vitest";
import { formatChatMessage } from "./chat";

const hostile = "<!channel> [pay](https://evil.example) & <https://evil.example|here>";

const fired = JSON.stringify({
  type: "rule.fired",
  timestamp: "2026-01-05T08:00:00Z",
  data: {
    alert_id: "alr_1",
    rule: { id: "rul_1", name: `Deletions ${hostile}`, severity: "high" },
    summary: `3 entries by ${hostile}`,
    trigger: { idx: 12, sentence: `Bob deleted ${hostile}` },
    alert_url: "https://audit.example/alerts/alr_1",
    entries_url: "https://audit.example/admin/audit-logs?action=x",
  },
});
const test = JSON.stringify({ type: "webhook.test", data: { webhook: { id: "w" } } });

/** Every object in a message, at any depth. */
function listObjects(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(listObjects);
  if (typeof value !== "object" || value === null) return [];
  const own = value as Record<string, unknown>;
  return [own, ...Object.values(own).flatMap(listObjects)];
}

describe("a message to a Slack channel", () => {
  const message = JSON.parse(formatChatMessage("slack", fired));

  it("names the rule, what it saw, and leads to the alert and its entries", () => {
    expect(message.blocks.map(({ type }: { type: string }) => type)).toEqual([
      "header",
      "section",
      "section",
      "actions",
    ]);
    expect(message.blocks[2].text.text).toContain("#12 Bob deleted");
    expect(message.blocks[3].elements[0]).toMatchObject({
      type: "button",
      url: "https://audit.example/alerts/alr_1",
    });
  });

  it("lets no text of the log be a mention or a link (T-45)", () => {
    const texts = listObjects(message.blocks).filter(
      ({ text }) => typeof text === "string",
    );
    expect(texts.length).toBeGreaterThan(3);
    for (const { type, emoji } of texts) {
      expect([type, emoji]).toEqual(["plain_text", false]);
    }
    expect(message.text).not.toMatch(/[<>]/);
    expect(message.text).toContain("&lt;!channel&gt;");
  });
});

describe("a card in a Teams channel", () => {
  const message = JSON.parse(formatChatMessage("teams", fired));
  const [{ content, contentType }] = message.attachments;

  it("is an adaptive card with two ways to go on", () => {
    expect(contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(content).toMatchObject({ type: "AdaptiveCard", version: "1.4" });
    expect(content.actions).toHaveLength(2);
  });

  it("lets no text of the log be markup (T-45)", () => {
    const texts = listObjects(content.body).filter(
      ({ text }) => typeof text === "string",
    );
    expect(texts).toHaveLength(3);
    for (const { type } of texts) expect(type).toBe("TextRun");
  });
});

it("a test says that it is one, in either chat", () => {
  for (const format of ["slack", "teams"] as const) {
    expect(formatChatMessage(format, test)).toContain("Custody: a test");
  }
});
