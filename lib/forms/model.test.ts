import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeIssue } from "./issues";
import { createFormState, emptyFlash, errorOf, listOf, textOf, wordsOf } from "./model";
import { keepTyped, shortenValues } from "./typed";

const flash = {
  ...emptyFlash,
  form: "client",
  summary: "Some fields need another value.",
  values: { name: ["Acme"], scopes: [] },
  errors: [
    { pointer: "/name", detail: "is too plain" },
    { pointer: "/scopes/0", detail: "is unknown" },
  ],
};

describe("a form's state", () => {
  it("is what there is, until something was refused", () => {
    const form = createFormState("client", { name: "Old", scopes: ["a", "b"] }, null);
    expect(textOf(form, "name")).toBe("Old");
    expect(listOf(form, "scopes")).toEqual(["a", "b"]);
    expect(form.summary).toBeNull();
  });

  it("is what was typed, boxes unticked included, once it was", () => {
    const form = createFormState("client", { name: "Old", scopes: ["a"] }, flash);
    expect(textOf(form, "name")).toBe("Acme");
    expect(listOf(form, "scopes")).toEqual([]);
    expect(errorOf(form, "name")).toBe("is too plain");
    expect(errorOf(form, "scopes")).toBe("is unknown");
    expect(errorOf(form, "slug")).toBeNull();
  });

  it("is not that of another form on the page", () => {
    expect(createFormState("contact", { name: "Old" }, flash).errors).toEqual([]);
  });

  it("calls a field by its name in words", () => {
    expect(wordsOf("timeZone")).toBe("Time zone");
  });
});

describe("what was typed", () => {
  it("is kept but for passwords, codes and tokens", () => {
    const values = {
      name: ["x"],
      password: ["x"],
      newPassword: ["x"],
      code: ["1"],
      postcode: ["1"],
      pin: ["1"],
    };
    expect(Object.keys(keepTyped(values, ["pin"]))).toEqual(["name", "postcode"]);
  });

  it("loses its longest texts first where there is no room", () => {
    const values = { note: ["x".repeat(5000)], name: ["Acme"] };
    expect(shortenValues(values, 1000)).toEqual({ name: ["Acme"] });
  });
});

describe("what is wrong with a value is told in a person's words", () => {
  const cases: [z.ZodType, unknown, string][] = [
    [z.string().min(1), "", "cannot be empty"],
    [z.string().min(12), "x", "must have at least 12 characters"],
    [z.string().max(2), "xyz", "may have at most 2 characters"],
    [z.array(z.string()).min(1), [], "choose at least one"],
    [z.enum(["a", "b"]), "", "choose one"],
    [z.enum(["a", "b"]), "c", "must be one of a, b"],
    [z.number().min(60), 5, "must be at least 60"],
    [z.string(), undefined, "is required"],
    [z.string().refine(() => false, { error: "of our own" }), "x", "of our own"],
  ];

  it.each(cases)("%#: %s", (schema, input, words) => {
    const { error } = schema.safeParse(input, { error: describeIssue });
    expect(error?.issues[0]?.message).toBe(words);
  });
});
