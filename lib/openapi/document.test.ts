import { expect, it } from "vitest";
import { policy } from "@/lib/access/policy";
import { listBuiltRoutes } from "@/testing/walk/routes";
import { walkRows } from "@/testing/walk/rows";
import { createDocument } from "./document";
import { operations } from "./operations";
import { schemas } from "./schemas";

const built = listBuiltRoutes()
  .filter(({ path, isRefused }) => path.startsWith("/api/v1/") && !isRefused)
  .map(({ method, path }) => {
    const address = path.replace("/api/v1", "").replace(/\[(\w+)\]/g, "{$1}");
    return `${method.toLowerCase()} ${address}`;
  });

it("the document names what is built: every route, and nothing else", () => {
  const named = operations.map(({ method, path }) => `${method} ${path}`);
  expect(named.sort()).toEqual([...built].sort());
});

it("what it says a key needs is what the walk lets in", () => {
  const letters = { "events:write": "IC", "audit:read": "KC", "audit:export": "" };
  for (const { method, path, permission, isSigned } of operations) {
    const address = path.replace(/\{(\w+)\}/g, "[$1]");
    const row = walkRows[`${method.toUpperCase()} /api/v1${address}`];
    const keys = permission === null ? [] : policy[permission].keys;
    const may = new Set(keys.flatMap((scope) => [...letters[scope]]));
    expect([path, [...may].sort()]).toEqual([path, [...(row?.allow ?? "")].sort()]);
    const door = isSigned ? "signed" : "public";
    expect(row?.door).toBe(permission === null ? door : "api");
  }
});

it("every reference of the document leads to a schema", () => {
  const text = JSON.stringify(createDocument("https://audit.msp.example"));
  const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
  expect(names.length).toBeGreaterThan(5);
  for (const [, name = ""] of names) expect(Object.keys(schemas)).toContain(name);
});

it("an event is described by the schema that judges it", () => {
  const { properties, required } = schemas.Event;
  expect(required).toEqual(["action"]);
  expect(Object.keys(properties ?? {})).toContain("idempotency_key");
  expect(Object.keys(properties ?? {})).not.toContain("organization_id");
});
