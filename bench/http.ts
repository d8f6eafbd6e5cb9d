import { createApiKey } from "@/lib/api-keys/mutations";
import { makeOrganization } from "@/testing/organization";
import { makeEvent } from "./events";
import { type Figure, measure } from "./figure";
import { openInstallation } from "./installation";
import { startWeb } from "./web";

const clientCount = 4;
const batchEvents = 1000;
const batchesPerClient = 15;

/** Batches of events over HTTP, from JSON text to the acknowledgement after the commit. */
export async function benchHttp(): Promise<Figure[]> {
  const installation = await openInstallation();
  const { ctx } = await makeOrganization("bench", ["acme", "globex"]);
  const { key } = await createApiKey(ctx, {
    name: "bench",
    scopes: ["events:write"],
    clientSlug: null,
    expiresAt: null,
  });
  const web = await startWeb(installation);
  try {
    const body = JSON.stringify({
      events: Array.from({ length: batchEvents }, (_, at) =>
        makeEvent(at, at % 2 === 0 ? "acme" : "globex"),
      ),
    });
    const post = async () => {
      const answer = await fetch(`${web.url}/api/v1/events`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body,
      });
      if (answer.status !== 201)
        throw new Error(`${answer.status} ${await answer.text()}`);
      await answer.arrayBuffer();
    };
    await Promise.all(Array.from({ length: clientCount }, post));
    const start = performance.now();
    await Promise.all(
      Array.from({ length: clientCount }, async () => {
        for (let batch = 0; batch < batchesPerClient; batch += 1) await post();
      }),
    );
    const events = clientCount * batchesPerClient * batchEvents;
    const rate = events / ((performance.now() - start) / 1000);
    return [measure("http.batches_4_clients", rate, "events/s", { atLeast: 8_000 })];
  } finally {
    web.stop();
    await installation.stop();
  }
}
