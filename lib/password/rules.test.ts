import { describe, expect, it } from "vitest";
import { describeWeakness } from "./rules";

describe("a password", () => {
  it.each([
    "password12345",
    "Password2026!!",
    "P@ssw0rd1234",
    "p4$$w0rd!!!!",
    "qwertyuiop12",
    "aaaaaaaaaaaa",
    "123456789012",
    "abcabcabcabc",
    "Welcome2Custody",
    "Summer2026!!",
    "letmeinletmein",
    "adminadminadmin",
    "            ",
    "iloveyou1234",
  ])("%s is refused: it is guessed first", (password) => {
    expect(describeWeakness(password)).toContain("guessed first");
  });

  it.each([
    "correct horse battery staple",
    "9f86d081884c7d659a2feaa0",
    "Tr0ubadour&3-lamps",
    "gelber Zug faehrt nachts",
    "пароль из пяти слов",
  ])("%s is taken", (password) => {
    expect(describeWeakness(password)).toBeNull();
  });

  it("made of its person's own name or address is refused", () => {
    const about = ["ann.lindqvist@northwind.example", "Ann Lindqvist"];
    expect(describeWeakness("Lindqvist-2026", about)).toContain("guessed first");
    expect(describeWeakness("northwind.ann!", about)).toContain("guessed first");
    expect(describeWeakness("Lindqvist-2026", [])).toBeNull();
  });
});
