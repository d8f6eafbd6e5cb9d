import { showHidden } from "@/lib/entries/visible-text";

/** What a mail says, before it is text and HTML. Every part may hold hostile text. */
export type Letter = {
  paragraphs: string[];
  /** Lines to be kept as they are, for a program to read. */
  block?: string;
  link?: { label: string; href: string };
  footnote?: string;
};

export type LetterBody = { text: string; html: string };

export function formatLetter(letter: Letter): LetterBody {
  return { text: formatText(letter), html: formatHtml(letter) };
}

function formatText({ paragraphs, block, link, footnote }: Letter): string {
  const parts = [
    ...paragraphs.map((text) => showHidden(text)),
    ...(link ? [`${link.label}:\n${link.href}`] : []),
    ...(block ? [block.trimEnd()] : []),
    ...(footnote ? [`-- \n${showHidden(footnote)}`] : []),
  ];
  return `${parts.join("\n\n")}\n`;
}

function formatHtml({ paragraphs, block, link, footnote }: Letter): string {
  const parts = [
    ...paragraphs.map((text) => `<p>${escapeHtml(showHidden(text))}</p>`),
    ...(link
      ? [`<p><a href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a></p>`]
      : []),
    ...(block ? [`<pre>${escapeHtml(block.trimEnd())}</pre>`] : []),
    ...(footnote ? [`<p><small>${escapeHtml(showHidden(footnote))}</small></p>`] : []),
  ];
  return `<!doctype html>\n<html lang="en"><body>\n${parts.join("\n")}\n</body></html>\n`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
