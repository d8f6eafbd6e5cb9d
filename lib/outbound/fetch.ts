import { lookup } from "node:dns/promises";
import ipaddr from "ipaddr.js";
import { Agent, fetch as send } from "undici";

const timeoutMs = 10_000;

/**
 * Fetches an address that a person of an organization wrote down. Every address its name
 * resolves to must be public, and the connection goes to exactly those that were checked, so
 * neither a name nor a redirect leads inside. The operator lists hosts that may be private.
 */
export function createOutboundFetch(allowedHosts: string[]) {
  const agent = new Agent({
    connect: {
      timeout: timeoutMs,
      lookup: (hostname, _options, done) => {
        findAddresses(hostname, allowedHosts).then(
          (addresses) => done(null, addresses),
          (error: Error) => done(error, []),
        );
      },
    },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  return async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    refuseUnfit(url, allowedHosts);
    const { method, headers, body } = init ?? {};
    const answer = await send(url, {
      method,
      headers: Object.fromEntries(new Headers(headers)),
      body: body == null ? undefined : String(body),
      redirect: "manual",
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return new Response(await answer.text(), {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
    });
  };
}

function refuseUnfit(url: URL, allowedHosts: string[]): void {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isAllowed = allowedHosts.includes(host);
  if (url.protocol !== "https:" && !isAllowed) throw new Error("only https is asked");
  if (url.username !== "" || url.password !== "") {
    throw new Error("an address may hold no password");
  }
  if (ipaddr.isValid(host) && !isAllowed && !isPublic(host)) {
    throw new Error(`${host} is not a public address`);
  }
}

async function findAddresses(hostname: string, allowedHosts: string[]) {
  const addresses = await lookup(hostname, { all: true });
  const isOpen = allowedHosts.includes(hostname);
  const inside = addresses.find(({ address }) => !isOpen && !isPublic(address));
  if (inside)
    throw new Error(`${hostname} leads to ${inside.address}, which is not public`);
  return addresses;
}

function isPublic(address: string): boolean {
  return ipaddr.process(address).range() === "unicast";
}
