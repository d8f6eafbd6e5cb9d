import { checkInSteps } from "@/lib/bundles/step-check";
import { parseTrust } from "@/lib/bundles/trust";
import { type VerdictView, viewVerdict } from "@/lib/bundles/verdict-view";
import { FormatError } from "@/lib/proof/format-error";

/** The one self-contained page, public/verify.html: the same check, keys pasted by hand. */
const keys = find("keys", HTMLTextAreaElement);
const chooser = find("file", HTMLInputElement);
const result = find("result", HTMLElement);
const zone = find("zone", HTMLElement);
let file: File | null = null;

chooser.addEventListener("change", () => take(chooser.files?.[0]));
keys.addEventListener("change", () => void check());
zone.addEventListener("dragover", (event) => event.preventDefault());
zone.addEventListener("drop", (event) => {
  event.preventDefault();
  take(event.dataTransfer?.files[0]);
});

function take(chosen: File | undefined): void {
  if (!chosen) return;
  file = chosen;
  void check();
}

async function check(): Promise<void> {
  if (file === null) return;
  if (keys.value.trim() === "") {
    say("The keys are missing: paste them first.");
    keys.focus();
    return;
  }
  try {
    const policy = parseTrust(keys.value);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const verdict = await checkInSteps(bytes, policy, ({ done, total }) => {
      say(`Checking: ${Math.floor((done * 100) / total)} %`);
    });
    show(viewVerdict(verdict), file.name);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    say(`The keys cannot be used: ${error.message}.`);
  }
}

function show(view: VerdictView, name: string): void {
  result.className = view.tone;
  result.replaceChildren(
    element("h2", view.title),
    element("p", view.summary),
    element("p", name),
    list(view.claims.map(({ claim, meaning }) => `${claim}: ${meaning}`)),
    list(view.details),
    element("h3", view.tone === "bad" ? "What still holds" : "What was checked"),
    list(view.held),
  );
}

function say(text: string): void {
  result.className = "";
  result.replaceChildren(element("p", text));
}

function list(lines: string[]): HTMLElement {
  const items = document.createElement("ul");
  items.append(...lines.map((line) => element("li", line)));
  return items;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function find<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${id}`);
}
