import { readFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkUrl } from "@/lib/outbound/address";
import { createLookup } from "@/lib/outbound/lookup";
import { sendOutbound } from "@/lib/outbound/send";
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

describe("a request to the outside", () => {
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

  it("does not unfold what is packed", async () => {
    answer = (_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end("not gzip at all");
    };
    const wish = { url: `http://${host}/`, method: "GET" as const };
    const { text } = await sendOutbound(wish, { allow: [host] });
    expect(text).toBe("not gzip at all");
  });
});
