import { createServer } from "node:net";

/** Returns the port asked for when it is free, else one the system picks; null: any. */
export async function findPort(wanted: number | null): Promise<number> {
  return (await tryPort(wanted ?? 0)) ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      const bound = server.address();
      server.close(() => resolve(bound && typeof bound === "object" ? bound.port : null));
    });
  });
}
