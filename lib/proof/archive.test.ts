import { unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import {
  type ArchiveFile,
  archiveFilesMax,
  formatArchive,
  parseArchive,
} from "@/lib/proof/archive";
import { encodeText } from "@/lib/proof/bytes";
import { computeChecksum } from "@/lib/proof/checksum";

const files: ArchiveFile[] = [
  { name: "manifest.json", bytes: encodeText("{}") },
  { name: "empty.txt", bytes: new Uint8Array() },
  { name: "entries.csv", bytes: encodeText("a,b\r\n".repeat(1000)) },
];

describe("a bundle's zip archive", () => {
  it("is read back file by file, and by another program as well", () => {
    const bytes = formatArchive(files);
    const expected = new Map(files.map(({ name, bytes: content }) => [name, content]));
    expect(parseArchive(bytes)).toEqual(expected);
    expect(new Map(Object.entries(unzipSync(bytes)))).toEqual(expected);
  });

  it("has the checksum that zip asks for", () => {
    expect(computeChecksum(encodeText("123456789"))).toBe(0xcbf43926);
    const half = computeChecksum(encodeText("12345"));
    expect(computeChecksum(encodeText("6789"), half)).toBe(0xcbf43926);
  });

  it.each([
    ["leaves its folder", "../evil.txt"],
    ["begins at the root", "/etc/passwd"],
    ["names a folder", "a/b.txt"],
    ["hides behind a backslash", "a\\b.txt"],
    ["is empty", ""],
    ["goes on for ever", "a".repeat(65)],
  ])("holds no file whose name %s", (_what, name) => {
    expect(() => formatArchive([{ name, bytes: encodeText("x") }])).toThrow(RangeError);
    const foreign = zipSync({ [name || "x"]: encodeText("x") }, { level: 0 });
    expect(() => parseArchive(foreign)).toThrow();
  });

  it("is refused when it holds a file twice or too many files", () => {
    const [first = { name: "a", bytes: new Uint8Array() }] = files;
    expect(() => parseArchive(formatArchive([first, first]))).toThrow(/twice/);
    const many = Array.from({ length: archiveFilesMax + 1 }, (_, at) => ({
      name: `f${at}`,
      bytes: encodeText("x"),
    }));
    expect(() => parseArchive(formatArchive(many))).toThrow(/more files/);
  });

  it("is refused when another program compressed it: nothing is ever unfolded", () => {
    const bomb = zipSync({ "entries.jsonl": new Uint8Array(1_000_000) }, { level: 9 });
    expect(() => parseArchive(bomb)).toThrow();
  });

  it("is refused when its two lists of files differ, or something stands around it", () => {
    const bytes = formatArchive(files);
    const other = formatArchive(
      files.map((file) =>
        file.name === "empty.txt" ? { ...file, name: "empt2.txt" } : file,
      ),
    );
    const start = bytes.length - directoryLength(bytes);
    const mixed = new Uint8Array([...bytes.subarray(0, start), ...other.subarray(start)]);
    expect(() => parseArchive(mixed)).toThrow(/not written as a bundle is/);
    expect(() => parseArchive(new Uint8Array([...bytes, 0]))).toThrow();
    expect(() => parseArchive(new Uint8Array([0, ...bytes]))).toThrow();
    expect(() => parseArchive(new Uint8Array())).toThrow();
  });
});

function directoryLength(bytes: Uint8Array): number {
  const end = new DataView(bytes.buffer, bytes.byteOffset + bytes.length - 22);
  return end.getUint32(12, true) + 22;
}
