import { expect, it } from "vitest";
import { judgeAnswer, judgeUnknown, type Kind } from "./model";

const answer = (
  status: number,
  problem: string | null = null,
  ticketId: string | null = null,
) => ({ status, problem, ticketId, retryAfterSeconds: null });
const kinds: Kind[] = ["create_ticket", "acknowledge", "add_time", "set_status", "test"];

it("what was certainly not done is tried again or given up, by the status", () => {
  for (const kind of kinds) {
    expect(judgeAnswer(kind, answer(429)).kind).toBe("later");
    expect(judgeAnswer(kind, answer(503)).kind).toBe("later");
    for (const status of [400, 401, 403, 404, 409, 422]) {
      expect(judgeAnswer(kind, answer(status)).kind).toBe("failed");
    }
  }
});

it("what may have been done is never made twice", () => {
  for (const kind of ["create_ticket", "acknowledge", "add_time"] as const) {
    for (const status of [500, 502, 504]) {
      expect(judgeAnswer(kind, answer(status)).kind).toBe("unsure");
    }
    expect(judgeUnknown(kind, "cut off").kind).toBe("unsure");
  }
  expect(judgeAnswer("set_status", answer(502)).kind).toBe("later");
});

it("a server error that says what is wrong is a refusal", () => {
  expect(judgeAnswer("create_ticket", answer(500, "Missing Required Field"))).toEqual({
    kind: "failed",
    why: "it answered 500: Missing Required Field",
  });
});

it("a ticket without a number is not one yet", () => {
  expect(judgeAnswer("create_ticket", answer(201)).kind).toBe("unsure");
  const made = judgeAnswer("create_ticket", answer(201, null, "12"));
  expect(made).toEqual({ kind: "done", ticketId: "12" });
});
