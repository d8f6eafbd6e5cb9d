import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const file = fileURLToPath(new URL("../../public/verify.html", import.meta.url));

/** The one page that has no nonce: its script and style run because their hashes are known. */
export function readStaticPage(): { path: string; policy: string } {
  const [, own] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(
    readFileSync(file, "utf8"),
  ) ?? [null, "default-src 'none'"];
  return { path: "/verify.html", policy: `${own}; frame-ancestors 'none'` };
}
