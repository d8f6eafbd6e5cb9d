import { describe, expect, it } from "vitest";
import { listWebCommand } from "./web-command";
import { listWorkerCommand } from "./worker-command";

describe("the command of the web process", () => {
  it("bounds the memory Node takes before it cleans up", () => {
    expect(listWebCommand([], "")[0]).toMatch(/^--max-old-space-size=\d+$/);
  });

  it("leaves the bound to an operator who names one", () => {
    expect(listWebCommand(["--dev"], "--max-old-space-size=4096")).toEqual([
      "--import",
      "tsx",
      "scripts/web.ts",
      "--dev",
    ]);
  });
});

it("a worker of its own is bounded too, and may be told of another bound", () => {
  expect(listWorkerCommand("")[0]).toMatch(/^--max-old-space-size=\d+$/);
  expect(listWorkerCommand("--max-old-space-size=4096")).toEqual([
    "--import",
    "tsx",
    "scripts/worker.ts",
  ]);
});
