import { expect, it } from "vitest";
import { listBuiltRoutes } from "@/testing/walk/routes";
import { createDocument } from "./document";
import { operations } from "./operations";
import { schemas } from "./schemas";

const built = listBuiltRoutes()
  .filter(({ path, isRefused }) => path.startsWith("/api/v1/") && !isRefused)
  .map(({ method, path }) => {
    const address = path.replace("/api/v1", "").replace(/\[(\w+)\]/g, "{$1}");
    return `${method.toLowerCase()} ${address}`;
  });

it("what the document names is built", () => {
  for (const { method, path } of operations) expect(built).toContain(`${method} ${path}`);
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
