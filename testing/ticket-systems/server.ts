import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonValue } from "@/lib/proof/json-value";

export type Asked = {
  method: string;
  /** With its query, decoded nowhere. */
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  json: JsonValue;
};

export type Answer = {
  status: number;
  body?: JsonValue | string;
  headers?: Record<string, string>;
};

export type TicketSystem = {
  url: string;
  /** For CUSTODY_OUTBOUND_ALLOW. */
  host: string;
  asked: Asked[];
  /** What it does with the next requests instead of its own; null cuts the line. */
  instead: ((asked: Asked) => Answer | null | Promise<Answer | null>) | undefined;
  close: () => Promise<void>;
};

/** A ticket system of somebody else's: what it answers is up to `respond`. */
export async function startTicketSystem(
  respond: (asked: Asked) => Answer,
): Promise<TicketSystem> {
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => {
      text += part;
    });
    request.on("end", async () => {
      const { method = "", url: path = "", headers } = request;
      const one = { method, path, headers, text, json: parse(text) };
      system.asked.push(one);
      const answer = system.instead ? await system.instead(one) : respond(one);
      if (answer === null) {
        response.destroy();
        return;
      }
      const { status, body = "", headers: own = {} } = answer;
      const isText = typeof body === "string";
      const type = isText ? "text/html" : "application/json";
      response.writeHead(status, { "content-type": type, ...own });
      response.end(isText ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  const system: TicketSystem = {
    url: `http://${host}`,
    host,
    asked: [],
    instead: undefined,
    close: async () => {
      if (!server.listening) return;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return system;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}

export function fieldsOf(value: JsonValue): Record<string, JsonValue> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? value : {};
}
