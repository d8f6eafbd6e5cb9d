import { readFileSync } from "node:fs";
import {
  type AddressInfo,
  createServer as createTcp,
  type Server,
  type Socket,
} from "node:net";
import { createServer as createTls } from "node:tls";
import { fileURLToPath } from "node:url";

const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`tls/${name}`, import.meta.url)), "utf8");

/** Signs for localhost alone, and is trusted by nobody but these tests. */
export const localhostCertificate = read("localhost.pem");

export type SyslogServer = {
  address: string;
  /** For CUSTODY_OUTBOUND_ALLOW. */
  host: string;
  messages: string[];
  close: () => Promise<void>;
};

/** A syslog server that takes messages framed by their length (RFC 6587, RFC 5425). */
export async function startSyslogServer(kind: "tls" | "tcp"): Promise<SyslogServer> {
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const accept = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("end", () => messages.push(...splitFrames(Buffer.concat(chunks))));
  };
  const server: Server =
    kind === "tcp"
      ? createTcp(accept)
      : createTls({ key: read("localhost-key.pem"), cert: localhostCertificate }, accept);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `${kind}://localhost:${port}`,
    host: `localhost:${port}`,
    messages,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function splitFrames(bytes: Buffer): string[] {
  const messages: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(" ", at);
    const length = Number(bytes.subarray(at, space).toString("latin1"));
    messages.push(bytes.subarray(space + 1, space + 1 + length).toString("utf8"));
    at = space + 1 + length;
  }
  return messages;
}
