import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const files = {
  page: "public/verify.html",
  hash: "lib/bundles/verify-page-hash.ts",
};
const page = await createPage();
const digest = createHash("sha256").update(page).digest("hex");
const texts = {
  page,
  hash: `/** Of public/verify.html, as it was generated: people compare it. */\nexport const verifyPageHash =\n  "${digest}";\n`,
};

for (const name of ["page", "hash"] as const) {
  const file = files[name];
  const current = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (current === texts[name]) continue;
  if (process.argv.includes("--check")) {
    console.error(`${file} is not what lib/proof makes: run npm run gen`);
    process.exitCode = 1;
  } else writeFileSync(file, texts[name]);
}

async function createPage(): Promise<string> {
  const script = await bundle("components/verify/static-page.ts");
  const style = await bundle("components/verify/static-page.css");
  const rules = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${rules}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Check a Custody bundle</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Check a Custody bundle</h1>
<p>This one file checks an evidence bundle or a receipt in your browser. It sends nothing anywhere and needs no network. Compare its own SHA-256 with the one published with the source before you rely on it.</p>
<label for="keys">The keys of the log, or a policy</label>
<textarea id="keys" rows="4" spellcheck="false" autocomplete="off" placeholder="audit.example.com/custody1+0a1b2c3d+A..."></textarea>
<p>From the log's operator (custody keys show), and not from the bundle.</p>
<div id="zone">
<label for="file">Drop a bundle here, or choose one</label>
<input id="file" type="file" accept=".zip,application/zip">
</div>
<div id="result" aria-live="polite"></div>
<noscript><p>This page needs JavaScript to check anything.</p></noscript>
</main>
<script>${script}</script>
</body>
</html>
`;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    legalComments: "none",
  });
  return (outputFiles[0]?.text ?? "").trimEnd().replaceAll("</script", "<\\/script");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
