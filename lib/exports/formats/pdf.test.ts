import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readHostileText } from "@/testing/hostile-text";
import { countPdfPages, listActingNames, readPdfPages } from "@/testing/read-pdf";
import { describeShared } from "@/testing/shared-data";
import { PdfDocument } from "./pdf";

const folder = mkdtempSync(join(tmpdir(), "custody-pdf-"));
let fileCount = 0;

afterAll(() => rmSync(folder, { recursive: true }));

const columns = [
  { title: "Time", share: 1 },
  { title: "What happened", share: 3 },
];

async function makePdf(texts: string[], title = "Audit log") {
  fileCount += 1;
  const path = join(folder, `${fileCount}.pdf`);
  const info = { title, author: title, createdAt: new Date(0), foot: title };
  const pdf = await PdfDocument.create(path, { ...info, hasCover: true });
  pdf.heading("Entries");
  const table = pdf.table(columns);
  for (const text of texts) {
    const lines = [[{ text, style: "code" as const, tone: "quiet" as const }]];
    table.row({ cells: [["09:00"], [text]], details: { column: 1, lines } });
    await pdf.flush();
  }
  const verdict = { text: "All hold.", tone: "good" as const };
  const facts: [string, string][] = [["Filter", title]];
  const written = await pdf.finish({ owner: title, title, verdict, facts, notes: [] });
  return { written, bytes: new Uint8Array(readFileSync(path)) };
}

describe("a PDF", () => {
  it("has its cover first, its table on every page, and each page numbered of all", async () => {
    const rows = Array.from({ length: 120 }, (_, at) => `Ticket number ${at}.`);
    const { bytes, written } = await makePdf(rows);
    const pages = await readPdfPages(bytes);
    expect(pages).toHaveLength(written.pageCount);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages[0]).toContain("All hold.");
    for (const [at, page] of pages.entries()) {
      expect(page).toMatch(new RegExp(`Page ${at + 1} of ?${pages.length}\\b`));
      if (at > 0) expect(page).toContain("What happened");
    }
    const whole = pages.join(" ");
    for (const row of rows) expect(whole).toContain(row);
  });

  it("shows Latin, Cyrillic and Greek, and tells by number what no font of it has", async () => {
    const { bytes } = await makePdf(["Łódź", "Журнал змін", "Αρχείο καταγραφής", "漢字"]);
    const text = (await readPdfPages(bytes)).join(" ");
    for (const word of ["Łódź", "Журнал змін", "Αρχείο καταγραφής"]) {
      expect(text).toContain(word);
    }
    expect(text).toContain("[U+6F22][U+5B57]");
  });

  it("holds nothing that acts, whatever the texts in it say, and two readers open it", async () => {
    const attacks = [
      "(/JS (app.alert(1)))",
      "endstream endobj 99 0 obj << /S /Launch /F (calc.exe) >> endobj",
      "<</Type/Action/S/URI/URI(http://evil.test)>>",
      ") Tj ET Q /OpenAction",
      "\u202egnp.exe\u0000\r\n%%EOF",
    ];
    for (const title of ["Acme", ") >> /OpenAction << /S /JavaScript /JS (x"]) {
      const { bytes } = await makePdf(attacks, title);
      expect(await listActingNames(bytes)).toEqual([]);
      expect(await countPdfPages(bytes)).toBe((await readPdfPages(bytes)).length);
      const text = (await readPdfPages(bytes)).join(" ");
      expect(text).toContain("/JS (app.alert(1))");
      expect(text).toContain("⟨RLO⟩gnp.exe");
    }
  });

  it("is the same bytes for the same calls", async () => {
    const [first, second] = [await makePdf(["a", "b"]), await makePdf(["a", "b"])];
    expect(first.written).toEqual(second.written);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  it("goes on to the next page where one row is longer than a page", async () => {
    const { bytes } = await makePdf(["word ".repeat(4_000), "after it"]);
    const pages = await readPdfPages(bytes);
    expect(pages.join(" ")).toContain("after it");
    expect(pages.join(" ")).toContain("…");
  });
});

describeShared("a PDF of the lists of hostile texts", () => {
  it.each(["own hostile text", "unicode and control strings"] as const)(
    "holds nothing that acts: %s",
    async (list) => {
      const { bytes, written } = await makePdf(readHostileText(list));
      expect(await listActingNames(bytes)).toEqual([]);
      expect(await readPdfPages(bytes)).toHaveLength(written.pageCount);
    },
  );
});
