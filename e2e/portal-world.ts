import type { World } from "./fixtures";

const alice = {
  type: "user" as const,
  id: "usr_alice",
  name: "Alice Ng",
  email: "alice@msp.example",
  role: "technician",
};

function event(world: World, of: "acme" | "globex", name: string) {
  return {
    action: "ticket.closed",
    client: `${of}-${world.slug}`,
    actor: alice,
    target: { type: "ticket", id: "1234", name },
    context: { ip: "198.51.100.9", user_agent: "secret-agent" },
    changes: [{ path: "/status", before: "open", after: "closed" }],
    metadata: { note: "secret-note" },
  };
}

/** The same done for two clients; nothing of the second is for the first. */
export async function append(world: World) {
  const { entries } = await world
    .append([event(world, "acme", "Printer offline"), event(world, "globex", "canaryb")])
    .then((made) => ({ entries: made }));
  return entries;
}
