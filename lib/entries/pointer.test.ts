import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatDotted, formatPointer, parsePointer } from "@/lib/entries/pointer";

describe("a pointer", () => {
  it("is written as RFC 6901, section 5 has it", () => {
    expect(formatPointer([])).toBe("");
    expect(formatPointer(["foo", 0])).toBe("/foo/0");
    expect(formatPointer([""])).toBe("/");
    expect(formatPointer(["a/b"])).toBe("/a~1b");
    expect(formatPointer(["m~n"])).toBe("/m~0n");
    expect(formatPointer(["~1"])).toBe("/~01");
  });

  it("gives back the segments it was made of", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (segments) => {
        expect(parsePointer(formatPointer(segments))).toEqual(segments);
      }),
    );
  });

  it("is refused without its leading slash or with a broken escape", () => {
    expect(parsePointer("status")).toBeNull();
    expect(parsePointer("/a~2b")).toBeNull();
    expect(parsePointer("/a~")).toBeNull();
  });
});

describe("a dotted path", () => {
  it("reads as people write field names", () => {
    expect(formatDotted("/address/city")).toBe("address.city");
    expect(formatDotted("/items/2/name")).toBe("items.2.name");
    expect(formatDotted("/a~1b")).toBe("a/b");
  });

  it("quotes a name that holds a dot, so that two paths never look the same", () => {
    expect(formatDotted("/files/readme.md")).toBe('files."readme.md"');
    expect(formatDotted("/")).toBe('""');
  });

  it("shows what is no pointer as it was sent", () => {
    expect(formatDotted("status")).toBe("status");
  });
});
