import { describe, expect, it } from "vitest";
import { streamRecords } from "@/lib/ingest/formats/record-stream";
import { detectFormat } from "@/lib/ingest/record-format";
import { type RecordFormat, recordBytesMax } from "@/lib/ingest/records";

const encoder = new TextEncoder();

async function* pieces(bytes: Uint8Array, ...cuts: number[]) {
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    yield bytes.subarray(from, cut);
    from = cut;
  }
}

async function read(text: string | Uint8Array, format: RecordFormat, ...cuts: number[]) {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const found: unknown[] = [];
  for await (const one of streamRecords(pieces(bytes, ...cuts), format)) {
    found.push([one.line, one.ok ? one.record : one.problem.kind]);
  }
  return found;
}

const samples: [name: string, format: RecordFormat, text: string, records: unknown[]][] =
  [
    [
      "NDJSON with CRLF, blank lines and an open end",
      "ndjson",
      '\uFEFF{"a":1}\r\n\r\n  \n{"b":"é\\n🙂"}\n{"c":3}',
      [
        [1, { a: 1 }],
        [4, { b: "é\n🙂" }],
        [5, { c: 3 }],
      ],
    ],
    [
      "a JSON array",
      "json",
      '\uFEFF[\n{"a":"],\\"}[{"},\n  {"b":[1,{"c":[]}]} ,{"d":{}}\n]\n',
      [
        [2, { a: '],"}[{' }],
        [3, { b: [1, { c: [] }] }],
        [3, { d: {} }],
      ],
    ],
    [
      "CloudTrail's envelope",
      "json",
      '{ "Records" : [\n{"a":[1]},\n{"b":{"Records":[2]}}], "more":{"x":"]"} }',
      [
        [2, { a: [1] }],
        [3, { b: { Records: [2] } }],
      ],
    ],
    [
      "Graph's envelope",
      "json",
      '{"@odata.context":"x","value":[{"value":[1]},{"b":2}],"@odata.nextLink":"y"}',
      [
        [1, { value: [1] }],
        [1, { b: 2 }],
      ],
    ],
    ["one object over many lines", "json", '{\n "a": [\n1]\n}\n', [[1, { a: [1] }]]],
    [
      "objects one after another",
      "json",
      '{"a":1}\n{"b":2}',
      [
        [1, { a: 1 }],
        [2, { b: 2 }],
      ],
    ],
    ["an empty array", "json", " [ ] ", []],
    ["nothing", "ndjson", "", []],
    [
      "CSV with quoted lines, commas and quotes",
      "csv",
      '\uFEFFaction,note\r\n"a","x\r\ny, ""z"""\r\n\r\nb,=1+1\r\n',
      [
        [2, { action: "a", note: 'x\r\ny, "z"' }],
        [5, { action: "b", note: "=1+1" }],
      ],
    ],
    [
      "CSV with semicolons and no last newline",
      "csv",
      'action;note\na;"1;2"\nb;é🙂',
      [
        [2, { action: "a", note: "1;2" }],
        [3, { action: "b", note: "é🙂" }],
      ],
    ],
    [
      "CSV of an old Mac",
      "csv",
      "action,note\ra,x\rb,y\r",
      [
        [2, { action: "a", note: "x" }],
        [3, { action: "b", note: "y" }],
      ],
    ],
    [
      "CSV with tabs and short rows",
      "csv",
      "action\tnote\na\tx\nb\n",
      [
        [2, { action: "a", note: "x" }],
        [3, { action: "b", note: "" }],
      ],
    ],
  ];

describe("a stream of records", () => {
  it.each(samples)("of %s is the same wherever it is cut", async (...sample) => {
    const [, format, text, records] = sample;
    const { length } = encoder.encode(text);
    for (let cut = 0; cut <= length; cut += 1) {
      expect(await read(text, format, cut)).toEqual(records);
    }
    const everywhere = Array.from({ length }, (_, index) => index);
    expect(await read(text, format, ...everywhere)).toEqual(records);
  });

  it("names the line of what is broken and goes on behind it", async () => {
    const text = '{"a":1}\n{"b":\n[1]\n{"c":3}\n';
    const found = await read(text, "ndjson");
    expect(found.map((one) => Array.isArray(one) && one[0])).toEqual([1, 2, 3, 4]);
    expect(found[0]).toEqual([1, { a: 1 }]);
    expect(found[2]).toEqual([3, "not_an_object"]);
    expect(found[3]).toEqual([4, { c: 3 }]);
  });

  it("names a missing value and an array that does not end", async () => {
    expect(await read('[{"a":1},,\n{"b":2},]', "json")).toEqual([
      [1, { a: 1 }],
      [1, "syntax"],
      [2, { b: 2 }],
      [2, "syntax"],
    ]);
    expect(await read('[{"a":1},', "json")).toEqual([
      [1, { a: 1 }],
      [1, "syntax"],
    ]);
    expect(await read('[{"a":1', "json")).toHaveLength(1);
  });

  it.each(["ndjson", "json"] as const)(
    "refuses a huge %s record only",
    async (format) => {
      const huge = JSON.stringify({ a: "x".repeat(recordBytesMax) });
      const lines = [huge, '{"b":2}'];
      const text = format === "json" ? `[${lines.join(",\n")}]` : lines.join("\n");
      expect(await read(text, format)).toEqual([
        [1, "too_large"],
        [2, { b: 2 }],
      ]);
    },
  );
});

describe("a stream of CSV rows", () => {
  it("refuses a row with more cells than the header", async () => {
    expect(await read("a,b\n1,2,3\n4,5,\n", "csv")).toEqual([
      [2, "csv"],
      [3, { a: "4", b: "5" }],
    ]);
  });

  it("keeps both columns of a name that comes twice", async () => {
    expect(await read("a,a,\n1,2,3\n", "csv")).toEqual([
      [2, { a: "1", "a (2)": "2", "column 3": "3" }],
    ]);
  });

  it("stops at a quote that never closes, without keeping the file", async () => {
    const open = `a,b\n1,2\n3,"${"x\n".repeat(recordBytesMax)}`;
    expect(await read(open, "csv", 100, recordBytesMax)).toEqual([
      [2, { a: "1", b: "2" }],
      [3, "too_large"],
    ]);
    expect(await read('a,b\n1,"2\n', "csv")).toEqual([[2, "csv"]]);
  });

  it("refuses bytes that are not UTF-8", async () => {
    const found = await read(Uint8Array.of(0xff, 0xfe, 0x61, 0x00), "csv");
    expect(found).toEqual([[1, "csv"]]);
  });

  it("keeps line numbers right over many batches", async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `r${index},"x\ny"`);
    const found = await read(`action,note\n${rows.join("\n")}\n`, "csv");
    expect(found).toHaveLength(rows.length);
    expect(found.at(-1)).toEqual([40_000, { action: "r19999", note: "x\ny" }]);
  });
});

describe("the format of a file", () => {
  it.each([
    ['[{"a":1}]', "json"],
    ['\uFEFF{"Records":[\n{}]}\n', "json"],
    ['{"a":1}\n{"b":2}\n', "ndjson"],
    ['{\n "a": 1\n}', "json"],
    ["action,user\nx,y\n", "csv"],
  ])("is seen in %j", (text, format) => {
    expect(detectFormat(encoder.encode(text))).toBe(format);
  });
});
