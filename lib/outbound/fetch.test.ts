import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOutboundFetch } from "./fetch";

let server: Server;
let port: number;
let hits = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    hits += 1;
    if (request.url === "/away") response.writeHead(302, { location: "/other" });
    response.end("inside");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

describe("an address that a person wrote down (T-75)", () => {
  it.each([
    (at: number) => `http://127.0.0.1:${at}/`,
    (at: number) => `https://127.0.0.1:${at}/`,
    (at: number) => `https://localhost:${at}/`,
    (at: number) => `https://[::1]:${at}/`,
    (at: number) => `https://[::ffff:127.0.0.1]:${at}/`,
    (at: number) => `https://2130706433:${at}/`,
    (at: number) => `https://0x7f.1:${at}/`,
    () => "https://169.254.169.254/latest/meta-data",
    () => "https://10.0.0.1/",
    () => "http://example.com/",
    () => "https://user:word@example.com/",
    () => "file:///etc/passwd",
  ])("never leads inside: case %#", async (address) => {
    const before = hits;
    await expect(createOutboundFetch([])(address(port))).rejects.toThrow();
    expect(hits).toBe(before);
  });

  it("leads to a private host that the operator listed, and follows no redirect", async () => {
    const fetch = createOutboundFetch(["localhost"]);
    expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("inside");
    expect((await fetch(`http://localhost:${port}/away`)).status).toBe(302);
  });
});
