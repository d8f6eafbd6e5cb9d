import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissionOfPage } from "@/lib/access/page-permissions";
import { places } from "@/lib/access/places";
import type { TestDatabase } from "@/testing/database";
import { openTestDatabase } from "@/testing/organization";
import { openFingerprint } from "@/testing/walk/fingerprint";
import { listBuiltRoutes, nameRoute } from "@/testing/walk/routes";
import { walkRows } from "@/testing/walk/rows";

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" });
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

describe("every page of staff", () => {
  const pages = files.filter((file) => /^\(console\)\/.*page\.tsx$/.test(file));

  it.each(pages)("%s has a row in the policy table", (file) => {
    const path = file.replace("(console)", "").replace(/\/page\.tsx$/, "");
    expect(permissionOfPage(path === "" ? "/" : path)).not.toBeNull();
  });

  it.each(places)("$label in the menu leads to a page that is there", ({ href }) => {
    expect(pages).toContain(`(console)${href === "/" ? "" : href}/page.tsx`);
    expect(permissionOfPage(href)).not.toBeNull();
  });

  it("is found by this test", () => {
    expect(pages.length).toBeGreaterThanOrEqual(3);
  });
});

describe("every route for programs, without a key,", () => {
  const isOpen = (file: string) =>
    walkRows[`GET /${file.replace("/route.ts", "")}`]?.door === "public";
  const routes = files.filter(
    (file) => /^api\/v1\/.*route\.ts$/.test(file) && !isOpen(file),
  );

  it.each(routes)("%s answers 401, or 405 for a method it has not", async (file) => {
    const module: Record<string, unknown> = await import(`./${file}`);
    for (const method of methods) {
      const handle = module[method];
      if (typeof handle !== "function") throw new Error(`${method} is not answered`);
      const request = new Request("http://localhost/api/v1/x", { method });
      const answer: Response = await handle(request, { params: Promise.resolve({}) });
      expect([401, 405]).toContain(answer.status);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      if (answer.status === 405) expect(answer.headers.get("allow")).toMatch(/GET|POST/);
    }
  });

  it("is found by this test", () => {
    expect(routes.length).toBeGreaterThanOrEqual(5);
  });
});

describe("the authorization walk's table, testing/walk/rows.ts,", () => {
  const built = listBuiltRoutes().filter(({ isRefused }) => !isRefused);

  it("is walked with a look at every table, whose rows it can tell apart", async () => {
    const fingerprint = await openFingerprint(database.url("admin"));
    expect(await fingerprint.take([], "nobody")).toContain("sessions ");
    await fingerprint.close();
  });

  it("has a row for every built route, and none for what is not built", () => {
    expect(Object.keys(walkRows).sort()).toEqual(built.map(nameRoute).sort());
  });
});
