import type { AppError } from "./errors";

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** What a browser is told when there is no page of ours to lead back to. */
export function toErrorPage(error: AppError, requestId: string): Response {
  const say = escapeText(error.message);
  const body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width"><title>${say} – Custody</title></head>
<body><main><h1>${say}</h1>
<p>Nothing was changed.</p>
<p><a href="/">Back to your start page</a></p>
<p>Reference <code>${escapeText(requestId)}</code>, code <code>${error.code}</code></p>
</main></body>
</html>
`;
  const headers = new Headers({
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
  });
  const { retryAfterSeconds } = error.facts;
  if (retryAfterSeconds !== undefined) {
    headers.set("retry-after", String(retryAfterSeconds));
  }
  return new Response(body, { status: error.status, headers });
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character] ?? "");
}
