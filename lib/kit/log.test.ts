import { describe, expect, it } from "vitest";
import { createLog } from "@/lib/kit/log";

function written(act: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  act(createLog({ write: (line) => lines.push(line) }));
  return lines;
}

describe("the program's own log", () => {
  it("writes one JSON object a line, with time and level in words", () => {
    const [line = ""] = written((log) => log.info({ organization: "acme" }, "sealed"));
    expect(line.endsWith("}\n")).toBe(true);
    expect(JSON.parse(line)).toMatchObject({
      level: "info",
      organization: "acme",
      msg: "sealed",
    });
    expect(Date.parse(JSON.parse(line).time)).not.toBeNaN();
  });

  it("keeps secrets out, at the top and inside objects", () => {
    const [line = ""] = written((log) =>
      log.warn({
        password: "hunter2-a",
        headers: { authorization: "hunter2-b", cookie: "hunter2-c" },
        request: { headers: { authorization: "hunter2-d" } },
      }),
    );
    expect(line).not.toContain("hunter2");
    expect(line).toContain("[REDACTED]");
  });

  it("writes an error with its message and stack", () => {
    const [line = ""] = written((log) => log.error({ err: new Error("no luck") }));
    expect(JSON.parse(line).err).toMatchObject({ message: "no luck" });
  });
});
