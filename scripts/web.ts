import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import next from "next";
import { checkLogin } from "@/db/boot-check";
import { configureDatabase } from "@/db/client";
import { findPeer } from "@/lib/access/peer";
import {
  formatPagePath,
  pathHeader,
  peerHeader,
  requestIdHeader,
} from "@/lib/access/request";
import { flashCookie } from "@/lib/forms/model";
import { readEnvironment } from "@/lib/kit/env";
import { log } from "@/lib/kit/log";
import { listSecurityHeaders } from "@/lib/kit/security-headers";
import { meterRequest } from "@/lib/runtime/meter";
import { readStaticPage } from "@/scripts/start/static-page";

const isDevelopment = process.argv.includes("--dev");
const environment = readEnvironment(process.env);
if (!environment.ok) {
  console.error(environment.reason.join("\n"));
  process.exit(2);
}
const { port, url, trustedProxies, logins, authSecret, encryptionKey } =
  environment.value;
for (const [name, secret] of [
  ["AUTH_SECRET", authSecret],
  ["CUSTODY_ENCRYPTION_KEY", encryptionKey],
]) {
  if (secret) continue;
  console.error(`${name} is missing: npm start sets it.`);
  process.exit(2);
}
if (!logins.app) {
  console.error("CUSTODY_APP_DATABASE_URL is missing: npm start sets it.");
  process.exit(2);
}
process.env.AUTH_URL ??= url;
configureDatabase(logins.app);
await checkLogin(logins.app);

const staticPage = readStaticPage();
const app = next({ dev: isDevelopment, port, hostname: "localhost" });
await app.prepare();
const handle = app.getRequestHandler();
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

const server = createServer((request, response) => {
  const startedAt = performance.now();
  response.once("close", () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const method = methods.has(request.method ?? "") ? request.method : "other";
    meterRequest(method ?? "other", response.statusCode, seconds);
  });
  guard(request, response);
  if (response.writableEnded) return;
  void handle(request, response).catch((err: unknown) => {
    log.error({ err }, "a request failed outside its route");
    response.statusCode = 500;
    response.end();
  });
});

/** Takes away what only we may say, and refuses what no page or program of ours sends. */
function guard(request: IncomingMessage, response: ServerResponse): void {
  const { headers } = request;
  const forwarded = headers["x-forwarded-for"];
  for (const name of Object.keys(headers)) {
    if (/^(x-middleware-|x-custody-|x-nextjs-data$|x-invoke-)/.test(name)) {
      delete headers[name];
    }
  }
  const peer = findPeer(
    request.socket.remoteAddress,
    typeof forwarded === "string" ? forwarded : forwarded?.join(","),
    trustedProxies,
  );
  if (peer !== null) headers[peerHeader] = peer;
  headers[requestIdHeader] = `req_${randomUUID()}`;
  headers[pathHeader] = formatPagePath(request.url ?? "/");
  const nonce = randomBytes(16).toString("base64");
  const security = listSecurityHeaders({
    nonce,
    isHttps: url.startsWith("https:"),
    isDevelopment,
    isSandboxed: request.url?.startsWith("/api/") ?? false,
  });
  for (const [name, value] of Object.entries(security)) response.setHeader(name, value);
  if (request.url?.split("?")[0] === staticPage.path) {
    response.setHeader("content-security-policy", staticPage.policy);
  }
  headers["content-security-policy"] = security["content-security-policy"];
  clearFlash(request, response);
  if (!methods.has(request.method ?? "")) refuse(response, 405);
  else if ("next-action" in headers) refuse(response, 404);
}

/** A page may not set cookies, so what it shows once is taken back here. */
function clearFlash(request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url: address = "/" } = request;
  const isPage = method === "GET" && headers.accept?.includes("text/html");
  if (!isPage || "rsc" in headers || !headers.cookie?.includes(`${flashCookie}=`)) return;
  const path = address.replace(/[?#].*$/, "");
  response.setHeader("set-cookie", `${flashCookie}=; Path=${path}; Max-Age=0; HttpOnly`);
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    "content-type": "text/plain",
    "cache-control": "no-store",
  });
  response.end();
}

if (!isDevelopment) server.on("upgrade", (_request, socket) => socket.destroy());
server.requestTimeout = 120_000;
server.headersTimeout = 20_000;
server.listen(port, () => log.info({ port }, "web is listening"));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 5_000).unref();
  });
}
