import { afterAll, beforeAll, expect, it } from "vitest";
import { peerHeader } from "@/lib/access/request";
import { meterIngested, meterRequest } from "@/lib/runtime/meter";
import type { TestDatabase } from "@/testing/database";
import { makeOrganization, openTestDatabase } from "@/testing/organization";
import { formatMetrics } from "./format";
import { handleMetrics } from "./handlers";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

function ask(peer: string): Promise<Response> {
  const headers = { [peerHeader]: peer };
  return handleMetrics(new Request("http://localhost/metrics", { headers }));
}

it("figures tell what the process did, in the format that monitors read", async () => {
  meterRequest("GET", 204, 0.02);
  meterRequest("GET", 503, 7);
  meterIngested(3);
  const answer = await ask("127.0.0.1");
  expect(answer.headers.get("content-type")).toContain("version=0.0.4");
  const lines = (await answer.text()).trimEnd().split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'custody_http_requests_total{method="GET",status="2xx"} 1',
      'custody_http_requests_total{method="GET",status="5xx"} 1',
      'custody_http_request_duration_seconds_bucket{le="0.05"} 1',
      'custody_http_request_duration_seconds_bucket{le="+Inf"} 2',
      "custody_entries_ingested_total 3",
      "custody_database_up 1",
    ]),
  );
  for (const line of lines) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^}]*\})? [-+.\de]+)$/);
  }
});

it("figures are told to private networks only, and name no organization", async () => {
  const { organizationId, slug } = await makeOrganization("northwind");
  expect((await ask("8.8.8.8")).status).toBe(404);
  expect((await ask("2606:4700::1111")).status).toBe(404);
  const inside = await (await ask("10.0.0.7")).text();
  expect(inside).not.toContain(slug);
  expect(inside).not.toContain(organizationId);
});

it("a label cannot break out of its line", () => {
  const samples = [{ labels: { of: 'a"b\\c\nd' }, value: 1 }];
  const text = formatMetrics([{ name: "x", help: "h", type: "gauge", samples }]);
  expect(text.split("\n")[2]).toBe('x{of="a\\"b\\\\c\\nd"} 1');
});
