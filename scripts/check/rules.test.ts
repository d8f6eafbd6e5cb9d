import { describe, expect, it } from "vitest";
import { checkComments } from "@/scripts/check/comments";
import { checkLogTables } from "@/scripts/check/log-tables";
import { checkNames } from "@/scripts/check/names";
import { checkPatterns } from "@/scripts/check/patterns";
import { checkSizes } from "@/scripts/check/sizes";
import { parseSource } from "@/scripts/check/source";

const lines = (count: number, text = "0;") => Array(count).fill(text).join("\n");

function sizesOf(text: string, path = "lib/a/thing.ts"): string[] {
  return checkSizes([parseSource(path, text)]).map(({ say }) => say);
}

function patternsOf(text: string, path = "lib/a/thing.ts"): number[] {
  return checkPatterns([parseSource(path, text)]).map(({ line }) => line);
}

function commentsOf(text: string, path = "lib/a/thing.ts"): string[] {
  const title = "`rejects $" + "{one}`";
  const tests = `it("append is refused after seal", f);\nit(${title}, f);`;
  const sources = [parseSource(path, text), parseSource("lib/a/events.test.ts", tests)];
  return checkComments(sources).map(({ say }) => say);
}

describe("the size check", () => {
  it("names a file that is too long, and lets the longest allowed pass", () => {
    expect(sizesOf(`${lines(250)}\n`)).toEqual([]);
    expect(sizesOf(`${lines(251)}\n`)).toHaveLength(1);
    expect(sizesOf(lines(251, "select 1;"), "db/sql/thing.sql")).toHaveLength(1);
  });

  it("names a function that is too long, a component only later", () => {
    expect(sizesOf(`function f() {\n${lines(58)}\n}`)).toEqual([]);
    expect(sizesOf(`function f() {\n${lines(59)}\n}`)[0]).toContain(
      "function f: 61 lines",
    );
    expect(sizesOf(`const f = () => {\n${lines(59)}\n};`)[0]).toContain("function f");
    expect(sizesOf(`function View() {\n${lines(59)}\n}`, "components/view.tsx")).toEqual(
      [],
    );
    expect(
      sizesOf(`function View() {\n${lines(79)}\n}`, "components/view.tsx"),
    ).toHaveLength(1);
  });

  it("does not take a group of tests for a function, but does each test", () => {
    const body = lines(70);
    expect(sizesOf(`describe("a", () => {\n${body}\n});`, "lib/a.test.ts")).toEqual([]);
    expect(sizesOf(`it("a", () => {\n${body}\n});`, "lib/a.test.ts")).toHaveLength(1);
  });

  it("names too many parameters", () => {
    expect(sizesOf("function f(a, b, c, d) {}")).toEqual([]);
    expect(sizesOf("function f(a, b, c, d, e) {}")).toHaveLength(1);
  });

  it("names nesting that is too deep; else-if chains and callbacks do not nest", () => {
    const nest = (depth: number): string =>
      depth === 0 ? "0;" : `if (a) { ${nest(depth - 1)} }`;
    expect(sizesOf(`function f() { ${nest(3)} }`)).toEqual([]);
    expect(sizesOf(`function f() { ${nest(4)} }`)).toHaveLength(1);
    expect(
      sizesOf("function f() { for (;;) while (a) { try { if (b) c; } catch {} } }"),
    ).toHaveLength(1);
    const chain =
      "function f() { if (a) 0; else if (b) 0; else if (c) 0; else if (d) 0; }";
    expect(sizesOf(chain)).toEqual([]);
  });
});

describe("the name check", () => {
  const problems = (path: string) => checkNames([path]).length;

  it("refuses names that say nothing", () => {
    for (const name of [
      "utils.ts",
      "helpers.ts",
      "types.ts",
      "index.ts",
      "utils.test.ts",
    ]) {
      expect(problems(`lib/entries/${name}`)).toBe(1);
    }
    expect(problems("db/schema/index.ts")).toBe(0);
  });

  it("refuses names that are not kebab-case, and knows Next's folders", () => {
    expect(problems("lib/entries/eventTable.ts")).toBe(1);
    expect(problems("components/EventTable.tsx")).toBe(1);
    expect(problems("app/(console)/clients/[slug]/audit/page.tsx")).toBe(0);
    expect(problems("app/api/auth/[...nextauth]/route.ts")).toBe(0);
    expect(problems("lib/[slug]/thing.ts")).toBe(1);
  });

  it("refuses paths that are too deep", () => {
    expect(problems("app/api/v1/audit-logs/[id]/proof/route.ts")).toBe(0);
    expect(problems("app/api/v1/audit-logs/[id]/proof/more/route.ts")).toBe(1);
  });
});

describe("the pattern check", () => {
  it.each([
    ["any", "const a: any = 1;"],
    ["as any", "f(a as any);"],
    ["a non-null !", "f(a!);"],
    ["a definite !", "let a!: string;"],
    ["a skipped test", 'it.skip("a", f);'],
    ["a lonely test", 'describe.only("a", f);'],
    ["a test to do", 'test.todo("a");'],
    ["a skipped group of Playwright's", 'test.describe.skip("a", f);'],
    ["waiting for time", "await page.waitForTimeout(100);"],
    ["raw HTML", "const a = <b dangerouslySetInnerHTML={c} />;"],
    ["a Server Action", '"use server";'],
    ["a raw statement", "db.execute(sql.raw(text));"],
    ["a barrel", 'export * from "./a";'],
    ["a default export", "export default function f() {}"],
  ])("refuses %s", (_, text) => {
    expect(patternsOf(`const one = 1;\n${text}`, "components/a.tsx")).toContain(2);
  });

  it("lets the same words in strings and comments pass", () => {
    const text =
      'const a = "it.skip(1) as any dangerouslySetInnerHTML"; // sql.raw("use server")';
    expect(patternsOf(text)).toEqual([]);
  });

  it("lets Next's files have the default export they must have", () => {
    expect(patternsOf("export default function Page() {}", "app/page.tsx")).toEqual([]);
  });

  it("refuses a query that answers with nothing when it failed", () => {
    const text = (end: string) => `try { f(); } catch (error) { ${end} }`;
    expect(patternsOf(text("return [];"), "lib/entries/queries.ts")).toEqual([1]);
    expect(
      patternsOf(text("throw new AppError(error);"), "lib/entries/queries.ts"),
    ).toEqual([]);
  });
});

describe("the comment check", () => {
  it("refuses comments for later, wherever they stand", () => {
    expect(commentsOf("f(); // TODO later")).toHaveLength(1);
    expect(commentsOf("/** FIXME */ f();")).toHaveLength(1);
    expect(commentsOf("f(); // NOTE: slow")).toHaveLength(1);
    expect(commentsOf("{ f();\n  /* TODO */\n}")).toHaveLength(1);
    expect(commentsOf("-- TODO index", "db/sql/a.sql")).toHaveLength(1);
    expect(commentsOf('const a = "TODO"; // todos are shown in order')).toEqual([]);
  });

  it("refuses to silence the checkers", () => {
    expect(commentsOf("// @ts-ignore\nf();")).toHaveLength(1);
    expect(commentsOf("// @ts-expect-error\nf();")).toHaveLength(1);
    expect(commentsOf("// @ts-expect-error the driver has no types\nf();")).toEqual([]);
    expect(commentsOf("// biome-ignore lint/a/b: x\nf();")).toHaveLength(1);
    expect(commentsOf("// biome-ignore lint/a/b: measured twice as fast\nf();")).toEqual(
      [],
    );
  });

  it("wants the test that a claim of safety names", () => {
    expect(
      commentsOf('// Guarded by "append is refused after seal" in events.test.ts'),
    ).toEqual([]);
    expect(
      commentsOf('// Guarded by "rejects anything" in lib/a/events.test.ts'),
    ).toEqual([]);
    expect(commentsOf('// Guarded by "append is never refused"')).toHaveLength(1);
    expect(commentsOf('// Guarded by "rejects one" in other.test.ts')).toHaveLength(1);
    expect(
      commentsOf('/**\n * Guarded by "append is\n * refused after seal".\n */'),
    ).toEqual([]);
    expect(commentsOf('-- Guarded by "nobody"', "db/sql/a.sql")).toHaveLength(1);
  });
});

describe("the check of the log's tables (T-26)", () => {
  const schema = parseSource(
    "db/schema/log.ts",
    'export const entries = custody.table("entries", {});\n' +
      'export const streamHeads = custody.table("stream_heads", {});',
  );
  const changes = (text: string, path = "lib/a/mutations.ts") =>
    checkLogTables([schema, parseSource(path, text)]).length;

  it.each([
    "await tx`update entries set fields = null`;",
    "await tx`delete from custody.entries where idx = 1`;",
    "await sql.unsafe('truncate table custody.stream_heads');",
    'tx.execute(sql`merge into only "custody"."entries" as e`);',
    "await tx.update(entries).set({});",
    "await tx.delete(schema.streamHeads);",
  ])("refuses %s", (text) => {
    expect(changes(text)).toBeGreaterThan(0);
  });

  it("lets reading, other tables and prose pass", () => {
    expect(changes("await tx`select * from custody.entries for update`;")).toBe(0);
    expect(changes("await tx`update sessions set revoked_at = now()`;")).toBe(0);
    expect(changes('throw new Error("nobody can delete from entries");')).toBe(0);
    expect(changes("await tx.update(sessions).set({});")).toBe(0);
  });

  it("lets tests try what is forbidden", () => {
    expect(changes("await app`delete from entries`;", "db/append-only.test.ts")).toBe(0);
  });
});
