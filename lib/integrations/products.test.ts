import { describe, expect, it } from "vitest";
import { genericSettings } from "@/testing/ticket-systems/generic";
import { findHostProblem, findProblems, productIds, products } from "./products";
import { companyOf, parseCompanies, readId, readPath } from "./settings";

const generic = genericSettings("https://tickets.example.com");
const problemsOf = (change: Record<string, string>) =>
  findProblems("generic", { ...generic, ...change }, { isNew: true });

describe("the settings of a ticket system", () => {
  it("are refused by the field that is missing, and a secret may stay as it is", () => {
    const asked = findProblems("connectwise", {}, { isNew: true }).map(
      ({ field }) => field,
    );
    expect(asked).toContain("privateKey");
    expect(asked).not.toContain("resolvedStatus");
    const kept = findProblems("connectwise", {}, { isNew: false });
    expect(kept.map(({ field }) => field)).not.toContain("privateKey");
  });

  it("of any system are refused where a template or a header could not be sent", () => {
    expect(problemsOf({})).toEqual([]);
    const wrong: [Record<string, string>, string][] = [
      [{ create_ticketCall: "DELETE /tickets" }, "create_ticketCall"],
      [{ create_ticketCall: "POST tickets" }, "create_ticketCall"],
      [{ create_ticketBody: "{" }, "create_ticketBody"],
      [{ set_statusBody: '{"a": "{{nothing}}"}' }, "set_statusBody"],
      [{ set_statusCall: "PATCH /t/{{nothing}}" }, "set_statusCall"],
      [{ headerName: "Host" }, "headerName"],
      [{ headerName: "X: y" }, "headerName"],
      [{ headerValue: "a\r\nx-other: b" }, "headerValue"],
      [{ companies: "acme" }, "companies"],
    ];
    for (const [change, field] of wrong) {
      expect(
        problemsOf(change).map((one) => one.field),
        field,
      ).toEqual([field]);
    }
  });

  it("name a client's own company where there is one, else the usual one", () => {
    const settings = { company: "7", companies: "acme = 12\n\n globex=North Wind " };
    expect(companyOf(settings, "acme")).toBe("12");
    expect(companyOf(settings, "globex")).toBe("North Wind");
    expect(companyOf(settings, "initech")).toBe("7");
    expect(companyOf(settings, null)).toBe("7");
    expect(parseCompanies("acme = \n= 3").wrong).toEqual(["acme =", "= 3"]);
  });
});

it("a vendor's product is at the vendor, or at a host that the operator lists", () => {
  const at = (url: string) => new URL(url);
  expect(
    findHostProblem("connectwise", at("https://api-eu.myconnectwise.net/x"), false),
  ).toBeNull();
  for (const url of [
    "https://myconnectwise.net.evil.example/",
    "https://evilmyconnectwise.net/",
    "https://psa.msp.example/",
  ]) {
    expect(findHostProblem("connectwise", at(url), false)).toContain(
      "CUSTODY_OUTBOUND_ALLOW",
    );
    expect(findHostProblem("connectwise", at(url), true)).toBeNull();
  }
  expect(findHostProblem("generic", at("https://psa.msp.example/"), false)).toBeNull();
});

it("no product has two fields of one name, and each secret is a field of one line", () => {
  for (const id of productIds) {
    const names = products[id].fields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { isSecret, rows } of products[id].fields) {
      expect(isSecret && rows).toBeFalsy();
    }
  }
});

it("an id is read at a dotted path, and only a number or a plain text is one", () => {
  const answer = { data: [{ ticket: { id: 12 } }], html: "<b>", deep: { id: "T-1" } };
  expect(readId(readPath(answer, "data.0.ticket.id"))).toBe("12");
  expect(readId(readPath(answer, "deep.id"))).toBe("T-1");
  expect(readId(readPath(answer, "html"))).toBeNull();
  expect(readId(readPath(answer, "data.1.id"))).toBeNull();
  expect(readId(readPath("text", "id"))).toBeNull();
  expect(readId("..")).toBeNull();
});
