import { describe, expect, it } from "vitest";
import { isMailAddress } from "./address";

describe("an address mail goes to (T-71)", () => {
  it.each([
    "ann@msp.example",
    "ann.o'neil+audit@mail.msp.example",
    "ANN@MSP.example",
    "a@xn--bcher-kva.example",
  ])("is %s", (text) => {
    expect(isMailAddress(text)).toBe(true);
  });

  it.each([
    '"e@attacker.example"@victim.example',
    "ann＠msp.example",
    "ann@msp.example\r\nBcc: eve@attacker.example",
    "ann@msp.example, eve@attacker.example",
    "ann@msp.example,eve@attacker.example",
    "ann@msp.example;eve@attacker.example",
    "ann@msp.example\u0000",
    "ann\u0000@msp.example",
    "<ann@msp.example>",
    "Ann <ann@msp.example>",
    "ann(comment)@msp.example",
    "ann@@msp.example",
    "ann@msp..example",
    ".ann@msp.example",
    "ann@localhost",
    "ann@[127.0.0.1]",
    "ann@mѕp.example",
    "ánn@msp.example",
    `${"a".repeat(250)}@msp.example`,
    "",
  ])("is not %j", (text) => {
    expect(isMailAddress(text)).toBe(false);
  });
});
