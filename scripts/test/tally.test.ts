import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import {
  addTallies,
  formatTally,
  readPlaywright,
  readVitest,
} from "@/scripts/test/tally";

const folder = mkdtempSync(join(tmpdir(), "custody-tally-"));
const file = join(folder, "report.json");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function vitest(numbers: object, testResults: object[] = []): string {
  const none = {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
  };
  writeFileSync(file, JSON.stringify({ ...none, ...numbers, testResults }));
  return file;
}

function playwright(stats: object): string {
  const none = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  writeFileSync(file, JSON.stringify({ stats: { ...none, ...stats }, errors: [] }));
  return file;
}

describe("the closing line", () => {
  it("names skipped tests only when there are some", () => {
    expect(formatTally({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
    expect(formatTally({ passed: 3, failed: 1, skipped: 2 })).toBe(
      "3 passed, 1 failed, 2 skipped",
    );
  });

  it("sums what all runners say", () => {
    const one = readVitest(vitest({ numPassedTests: 5, numPendingTests: 1 }), 0);
    const other = readPlaywright(playwright({ expected: 2, unexpected: 1 }), 1);
    expect(addTallies([one, other])).toEqual({ passed: 7, failed: 1, skipped: 1 });
  });

  it("counts a test file that could not be loaded as a failure", () => {
    const broken = [{ status: "failed", assertionResults: [] }];
    expect(readVitest(vitest({ numPassedTests: 5 }, broken), 1).failed).toBe(1);
  });

  it("counts a runner that crashed as a failure", () => {
    expect(readVitest(join(folder, "absent.json"), 0).failed).toBe(1);
    expect(readVitest(vitest({ numPassedTests: 5 }), 1).failed).toBe(1);
    writeFileSync(file, "{ half a rep");
    expect(readPlaywright(file, 0).failed).toBe(1);
  });

  it("counts browser tests that did not run, or passed only at the second try, as failures", () => {
    expect(readPlaywright(playwright({}), 0).failed).toBe(1);
    expect(readPlaywright(playwright({ expected: 3, flaky: 1 }), 0).failed).toBe(1);
  });
});
