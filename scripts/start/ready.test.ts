import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startChild } from "@/scripts/start/child";
import { checkPort, waitUntilReady } from "@/scripts/start/ready";

let isUp = false;
const server = createServer((_, response) => {
  response.statusCode = isUp ? 200 : 503;
  response.end(isUp ? "ok" : "no database");
  isUp = true;
});
let port = 0;

beforeAll(async () => {
  server.listen(0);
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterAll(() => server.close());

describe("a start", () => {
  it("says which port is taken and how to choose another", async () => {
    await expect(checkPort(port)).rejects.toThrow(
      `Port ${port} is in use by another program. ` +
        `Stop it, or choose another port: PORT=${port + 1} npm start`,
    );
  });

  it("waits until the product says that it is ready", async () => {
    isUp = false;
    await waitUntilReady(port, []);
    expect(isUp).toBe(true);
  });

  it("ends with what a process said when that process dies", async () => {
    const script = "console.error('no licence'); process.exit(3)";
    const child = startChild("web", ["-e", script], process.env);
    expect(await child.exited).toBe(3);
    await expect(waitUntilReady(1, [child])).rejects.toThrow(
      /web process ended[\s\S]*no licence/,
    );
  });

  it("stops a process that listens to the signal, and knows that it has stopped", async () => {
    const script =
      "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000)";
    const child = startChild(
      "worker",
      ["-e", `${script}; process.send('up')`],
      process.env,
    );
    await child.stop();
    expect(child.isRunning()).toBe(false);
    await child.stop();
  });
});
