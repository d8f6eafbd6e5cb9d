import { expect, it } from "vitest";
import { parseQuestion } from "./question";

const ulid = "01JD8Z2K3M4N5P6Q7R8S9TABCD";

it("an entry's id is known however it was copied", () => {
  for (const typed of [`evt_${ulid}`, ` EVT_${ulid.toLowerCase()} `]) {
    expect(parseQuestion(typed)).toEqual({ kind: "entry", id: `evt_${ulid}` });
  }
});

it("64 hex digits are a hash, in any case and with a prefix", () => {
  const hash = "a3".repeat(32);
  for (const typed of [hash, hash.toUpperCase(), `sha256:${hash}`, `0x${hash}`]) {
    expect(parseQuestion(typed)).toEqual({ kind: "hash", hash });
  }
  expect(parseQuestion("a3".repeat(31)).kind).toBe("words");
});

it("addresses and networks are told from numbers and names", () => {
  for (const text of ["203.0.113.7", "203.0.113.0/24", "2001:db8::1"]) {
    expect(parseQuestion(text)).toEqual({ kind: "network", text });
  }
  expect(parseQuestion("srv-1.example").kind).toBe("words");
});

it("a number is a ticket or a place in the log, with its signs or without", () => {
  for (const typed of ["1204498", "#1204498", "#1,204,498"]) {
    expect(parseQuestion(typed)).toEqual({ kind: "number", digits: "1204498" });
  }
});

it("everything else is words, and blanks are nothing", () => {
  expect(parseQuestion("  ACME-FRONTDESK ")).toEqual({
    kind: "words",
    text: "ACME-FRONTDESK",
  });
  expect(parseQuestion("INV-1042").kind).toBe("words");
  expect(parseQuestion(" \t").kind).toBe("nothing");
});
