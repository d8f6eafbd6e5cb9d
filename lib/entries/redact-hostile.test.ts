import { describe, expect, it } from "vitest";
import { redactText } from "@/lib/entries/redact-text";
import { secretPatterns } from "@/lib/entries/secret-patterns";

describe("hostile texts", () => {
  const size = 64 * 1024;
  const secondsMax = 1;
  const units = [
    ...new Set(secretPatterns.flatMap((pattern) => pattern.literals)),
    "0",
    "4111 ",
    "eyJaaaaaaaaaaaa.",
    "-----BEGIN PRIVATE KEY-----",
    "-----BEGIN A PRIVATE KEY-----\nAAAA",
    "data:;base64,",
    "http://a:b",
    "postgres://u:",
    'password="',
    "password='\"",
    'password=\\"',
    "key='key=\"",
    "api key: ",
    "--password ",
    "<password ",
    "</<password>",
    "authorization: bearer ",
    "cookie: a=",
    "cookie:",
    "token=a,",
    "MAAAAAAAAAAAAAAAAAAAAAAAA.",
    '{"auth":',
    '["password",',
    '"\\\\',
    "[",
  ];

  it.each(units)("made of %j take no longer than their length", (unit) => {
    const started = performance.now();
    for (const tail of ["", "="]) {
      const repeated = (unit + tail).repeat(
        Math.ceil(size / (unit.length + tail.length)),
      );
      redactText(`password sk- eyJ :// ;base64, cookie ${repeated.slice(0, size)}`);
    }
    expect(performance.now() - started).toBeLessThan(secondsMax * 1000);
  });

  it("that nest deeper than any stack are walked all the same", () => {
    const deep = `${'{"auth":'.repeat(30_000)}{"password":"x"}${"}".repeat(30_000)}`;
    expect(redactText(deep)).toContain('{"password":"[REDACTED]"}');
    const hidden = `{"password":${"[".repeat(30_000)}1${"]".repeat(30_000)}}`;
    expect(redactText(hidden)).toBe('{"password":"[REDACTED]"}');
  });
});
