import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type ErrorCode, errorTable } from "./error-table";
import { AppError, toAppError, toResponse } from "./errors";

const codes = Object.keys(errorTable) as ErrorCode[];
const pages = fileURLToPath(new URL("../../docs/errors/", import.meta.url));

describe("the table of errors", () => {
  it.each(codes)("has a page on %s that says what it is and what to do", (code) => {
    const page = readFileSync(`${pages}${code}.md`, "utf8");
    const { status, say, fix } = errorTable[code];
    for (const part of [code, `HTTP ${status}`, say, fix]) expect(page).toContain(part);
  });

  it("has no page about an error that nobody can meet", () => {
    const known = new Set([...codes.map((code) => `${code}.md`), "README.md"]);
    expect(readdirSync(pages).filter((file) => !known.has(file))).toEqual([]);
    const list = readFileSync(`${pages}README.md`, "utf8");
    for (const code of codes) expect(list).toContain(code);
  });

  it.each(codes)("tells a person what %s is and what to do, in sentences", (code) => {
    const { status, say, fix } = errorTable[code];
    expect(say).toMatch(/^[A-Z].*\.$/);
    expect(fix).toMatch(/^[A-Z].*\.$/);
    expect([
      400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 422, 429, 500, 503,
    ]).toContain(status);
  });

  it("is what the type of every answer links to", () => {
    expect(existsSync(`${pages}README.md`)).toBe(true);
  });
});

describe("what was thrown", () => {
  const coded = (code: string, cause?: unknown) =>
    Object.assign(new Error("driver text with a secret", { cause }), { code });

  it.each([
    ["ECONNREFUSED", "service.unavailable"],
    ["ECONNRESET", "service.unavailable"],
    ["ETIMEDOUT", "service.unavailable"],
    ["EPIPE", "service.unavailable"],
    ["ENOTFOUND", "service.unavailable"],
    ["CONNECTION_CLOSED", "service.unavailable"],
    ["CONNECTION_ENDED", "service.unavailable"],
    ["CONNECT_TIMEOUT", "service.unavailable"],
    ["08006", "service.unavailable"],
    ["53100", "service.unavailable"],
    ["53300", "service.unavailable"],
    ["57P01", "service.unavailable"],
    ["57P03", "service.unavailable"],
    ["57014", "service.overloaded"],
    ["55P03", "service.overloaded"],
    ["40001", "service.overloaded"],
    ["40P01", "service.overloaded"],
    ["42501", "internal.unexpected"],
    ["23505", "internal.unexpected"],
    ["22P05", "internal.unexpected"],
    ["ENOENT", "internal.unexpected"],
  ])("with the code %s is %s, however deep it lies", (code, meant) => {
    const thrown = coded(code);
    expect(toAppError(thrown).code).toBe(meant);
    const wrapped = new Error("Failed query", {
      cause: new Error("x", { cause: thrown }),
    });
    expect(toAppError(wrapped).code).toBe(meant);
  });

  it("of our own stays what it is, wrapped or not", () => {
    const own = new AppError("name.taken", { detail: "taken" });
    expect(toAppError(own)).toBe(own);
    expect(toAppError(new Error("x", { cause: own }))).toBe(own);
  });

  it.each(["text", null, undefined, 7, {}])("as %j is unexpected", (thrown) => {
    expect(toAppError(thrown).code).toBe("internal.unexpected");
  });

  it("is never shown to the caller, and kept for the log", async () => {
    const thrown = coded("XX000");
    const error = toAppError(thrown);
    expect(error.cause).toBe(thrown);
    expect(await toResponse(error, "req_1").text()).not.toContain("secret");
  });
});

describe("an answer", () => {
  it.each(codes)(
    "about %s is problem+json with every member (RFC 9457)",
    async (code) => {
      const response = toResponse(new AppError(code), "req_1");
      expect(response.status).toBe(errorTable[code].status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(await response.json()).toEqual({
        type: `/docs/errors/${code}`,
        title: errorTable[code].say,
        status: errorTable[code].status,
        code,
        detail: errorTable[code].say,
        errors: [],
        request_id: "req_1",
      });
    },
  );

  it("carries detail, errors, and the headers that belong to it", async () => {
    const errors = [{ pointer: "/a", detail: "is wrong" }];
    const invalid = toResponse(
      new AppError("event.invalid", { detail: "x", errors }),
      "r",
    );
    expect(await invalid.json()).toMatchObject({ detail: "x", errors });
    const method = new AppError("request.method_not_allowed", { allow: "POST" });
    expect(toResponse(method, "r").headers.get("allow")).toBe("POST");
    const unknown = toResponse(new AppError("access.unauthenticated"), "r");
    expect(unknown.headers.get("www-authenticate")).toBe('Bearer realm="custody"');
    const busy = new AppError("service.overloaded", { retryAfterSeconds: 9 });
    expect(toResponse(busy, "r").headers.get("retry-after")).toBe("9");
  });

  it.each(codes)("about %s says when to come back if it is 429 or 503", (code) => {
    const { status, headers } = toResponse(new AppError(code), "r");
    expect(headers.has("retry-after")).toBe(status === 429 || status === 503);
  });
});
