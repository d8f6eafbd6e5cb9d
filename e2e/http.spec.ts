import { expect, test } from "./fixtures";

test("an event sent over HTTP is found in the log with the address it came from", async ({
  owner,
  request,
  world,
}) => {
  const key = await world.createKey();
  const answer = await request.post("/api/v1/events", {
    headers: { authorization: `Bearer ${key}`, "x-forwarded-for": "6.6.6.6" },
    data: {
      action: "ticket.created",
      target: { type: "ticket", id: "9", name: "Forged?" },
    },
  });
  expect(answer.status()).toBe(201);
  await owner.goto("/admin/audit-logs?q=Forged");
  const row = owner.getByRole("row").filter({ hasText: "Forged?" });
  await expect(row).toContainText(/127\.0\.0\.1|::1/);
  await expect(row).not.toContainText("6.6.6.6");
});

test("every answer carries the security headers and a nonce of its own", async ({
  request,
}) => {
  const nonces = new Set<string>();
  for (const path of ["/signin", "/healthz", "/api/v1/audit-logs", "/nowhere"]) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    nonces.add(/nonce-([^']+)/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size).toBe(4);
});

test("what a framework trick asks for is not given", async ({ request }) => {
  const log = "/admin/audit-logs";
  const { port } = new URL(process.env.E2E_BASE_URL ?? "");
  const tricks: [string, Record<string, string>][] = [
    [log, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
    [log, { RSC: "1", "Next-Router-Prefetch": "1" }],
    [`${log}.rsc`, {}],
    [`/_next/data/x${log}.json`, {}],
    ["/admin/%61udit-logs", {}],
    [`http://localhost:${port}/${log}`, {}],
    ["/ADMIN/audit-logs", {}],
  ];
  for (const [path, headers] of tricks) {
    const answer = await request.get(path, { headers, maxRedirects: 0 });
    expect(await answer.text()).not.toContain("entries ·");
    expect([200, 307, 308, 404]).toContain(answer.status());
    if (answer.status() === 200) expect(await answer.text()).toContain("/signin");
  }
  const action = await request.post(log, { headers: { "next-action": "x" } });
  expect(action.status()).toBe(404);
  const trace = await request.fetch("/signin", { method: "TRACE" });
  expect(trace.status()).toBe(405);
});

test("a form from another site is refused", async ({ request }) => {
  for (const origin of ["https://evil.example", "null", ""]) {
    const headers: Record<string, string> = origin ? { origin } : {};
    const answer = await request.post("/api/sign-in", {
      headers,
      form: { email: "a@b.example", password: "x" },
      maxRedirects: 0,
    });
    expect(answer.status()).toBe(403);
  }
});

test("health and readiness answer, and say so to machines", async ({ request }) => {
  expect(await (await request.get("/healthz")).json()).toEqual({ status: "ok" });
  expect(await (await request.get("/readyz")).json()).toEqual({ status: "ready" });
});
