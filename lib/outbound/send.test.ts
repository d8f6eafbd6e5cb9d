import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkUrl } from "@/lib/outbound/address";
import { createLookup } from "@/lib/outbound/lookup";
import { OutboundError, sendOutbound } from "@/lib/outbound/send";
import { describeShared, sharedDir } from "@/testing/shared-data";

let reached: string[];
let answer: RequestListener;
const server = createServer((request, response) => {
  reached.push(`${request.method} ${request.url}`);
  answer(request, response);
});
let host: string;

beforeEach(async () => {
  reached = [];
  answer = (_request, response) => response.end("fine");
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Vector = {
  url?: string;
  host?: string;
  answers?: string[][];
  redirect?: string[];
  expect: "block" | "allow";
};

const addresses = (list: string[]) =>
  list.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

function lookUp(host: string, answers: string[][]): Promise<unknown> {
  let asked = 0;
  const lookup = createLookup(async () => addresses(answers[asked++] ?? []));
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, found) =>
      error ? reject(error) : resolve(found),
    );
  });
}

describeShared("no request reaches a private network, whatever its address says", () => {
  const file = `${sharedDir}fuzz/own/ssrf-vectors.json`;
  const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

  it("decides all outside vectors as they ask for", async () => {
    let decided = 0;
    for (const vector of vectors) {
      decided += 1;
      if (vector.url !== undefined) {
        const { ok } = checkUrl(vector.url, []);
        expect(ok ? "allow" : "block", vector.url).toBe(vector.expect);
      } else if (vector.answers && vector.host === "rebind.test") {
        const found = await lookUp(vector.host, vector.answers);
        expect(found).toEqual(addresses(vector.answers[0] ?? []));
      } else if (vector.answers) {
        await expect(lookUp(vector.host ?? "", vector.answers)).rejects.toThrow();
      } else {
        const [, status = "", target = ""] =
          /-> (\d+) (\S+)/.exec(vector.redirect?.[0] ?? "") ?? [];
        answer = (_request, response) => {
          response.writeHead(Number(status), { location: target }).end();
        };
        const sent = sendOutbound(
          { url: `http://${host}/`, method: "POST", body: "x" },
          { allow: [host] },
        );
        await expect(sent).rejects.toThrow("redirect");
      }
    }
    expect(decided).toBe(85);
    expect(reached).toEqual(["POST /", "POST /"]);
  });
});

describeShared("an address of the outside vectors", () => {
  const file = `${sharedDir}fuzz/own/ssrf-vectors.json`;
  const vectors = JSON.parse(readFileSync(file, "utf8")) as Vector[];

  it("sends nothing to an address that is not to be saved (T-75)", async () => {
    const blocked = vectors.flatMap(({ url, expect: wanted }) =>
      url !== undefined && wanted === "block" ? [url] : [],
    );
    expect(blocked.length).toBeGreaterThan(50);
    const asked: string[] = [];
    const resolve = async (name: string) => {
      asked.push(name);
      return addresses(["127.0.0.1"]);
    };
    for (const url of blocked) {
      const sent = sendOutbound(
        { url, method: "POST", body: "x" },
        { allow: [], resolve },
      );
      await expect(sent, url).rejects.toThrow();
    }
    expect(asked).toEqual([]);
    expect(reached).toEqual([]);
  });
});

describe("a request to the outside", () => {
  it("never hands a private address to a connection, in a thousand tries at a name that changes (T-76)", async () => {
    const answers = Array.from({ length: 1_000 }, (_, at) =>
      at % 2 === 0 ? ["93.184.216.34"] : ["93.184.216.34", "127.0.0.1"],
    );
    let at = 0;
    const lookup = createLookup(async () => addresses(answers[at++] ?? []));
    let refusedCount = 0;
    for (let count = 0; count < answers.length; count += 1) {
      const found = await new Promise((done) =>
        lookup("rebind.test", { all: true }, (error, list) => done(error ? null : list)),
      );
      if (found === null) refusedCount += 1;
      else expect(found).toEqual(addresses(["93.184.216.34"]));
    }
    expect(refusedCount).toBe(500);
  });

  it("goes to a private host only where the operator vouches for it", async () => {
    const wish = { url: `http://${host}/hook`, method: "GET" as const };
    await expect(sendOutbound(wish, { allow: [] })).rejects.toThrow("not https");
    expect(reached).toEqual([]);
    expect(await sendOutbound(wish, { allow: [host] })).toMatchObject({ text: "fine" });
  });

  it("never goes to a public name that leads to a private address", async () => {
    const resolve = async () => addresses(["127.0.0.1"]);
    const wish = { url: "https://public.example:8443/", method: "GET" as const };
    const sent = sendOutbound(wish, { allow: [], resolve });
    await expect(sent).rejects.toThrow("not on the public internet");
  });

  it("takes no answer that is too long", async () => {
    answer = (_request, response) => response.end("x".repeat(70_000));
    const wish = { url: `http://${host}/`, method: "GET" as const };
    await expect(sendOutbound(wish, { allow: [host] })).rejects.toThrow("too long");
  });

  it("tells what was certainly not asked from what may have been done", async () => {
    const wish = { url: `http://${host}/`, method: "POST" as const, body: "x" };
    const mayBeDone = async (url: string, allow: string[]) => {
      const sent = sendOutbound({ ...wish, url }, { allow });
      const thrown = await sent.catch((error: OutboundError) => error);
      return thrown instanceof OutboundError ? thrown.mayBeDone : null;
    };
    answer = (_request, response) => response.destroy();
    expect(await mayBeDone(wish.url, [host])).toBe(true);
    expect(await mayBeDone("http://127.0.0.1:1/", ["127.0.0.1"])).toBe(false);
    expect(await mayBeDone("https://nowhere.invalid/", [])).toBe(false);
    expect(await mayBeDone("http://10.0.0.1/", [])).toBe(false);
    expect(reached).toEqual(["POST /"]);
  });

  it("does not unfold what is packed", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all");
    };
    const wish = { url: `http://${host}/`, method: "GET" as const };
    const { text } = await sendOutbound(wish, { allow: [host] });
    expect(text).toBe("not gzip at all");
  });
});
