import { describe, expect, it } from "vitest";
import { formatLetter } from "./letter";

const href = "https://audit.example/invite/abc";

describe("a letter", () => {
  it("says the same as text and as HTML, with its link", () => {
    const { text, html } = formatLetter({
      paragraphs: ["Ann invited you.", "It expires in 7 days."],
      link: { label: "Join", href },
      footnote: "Northwind MSP",
    });
    expect(text).toBe(
      `Ann invited you.\n\nIt expires in 7 days.\n\nJoin:\n${href}\n\n-- \nNorthwind MSP\n`,
    );
    expect(html).toContain("<p>Ann invited you.</p>");
    expect(html).toContain(`<a href="${href}">Join</a>`);
  });

  it("shows markup, line breaks and reversed text in a name as text (T-45)", () => {
    const name =
      '<img src=x onerror=alert(1)> & "Ann"\r\nJoin:\r\nhttps://evil.example \u202e';
    const { text, html } = formatLetter({ paragraphs: [`${name} invited you.`] });
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;img src=x onerror=alert(1)&gt; &amp; &quot;Ann&quot;");
    expect(text.trim().split("\n")).toHaveLength(1);
    expect(text).toContain("⟨CR⟩⟨LF⟩Join:");
    expect(text).toContain("⟨RLO⟩");
  });
});
