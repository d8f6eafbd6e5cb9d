import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

type Keys = { keyId: string; secret: string; region: string };
type Version = { body: string; mode: string | undefined; until: string | undefined };

/** What a bucket can be made to do. */
export type BucketMood =
  | "as it should"
  | "denies"
  | "is down"
  | "redirects"
  | "locks nothing";

/**
 * A bucket of the S3 kind over real HTTP, with object lock: checks signatures by itself,
 * keeps every version of an object, and is what its mood says.
 */
export async function startTestBucket(keys: Keys) {
  const objects = new Map<string, Version[]>();
  const bucket = { mood: "as it should" as BucketMood, refused: [] as string[] };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const path = new URL(request.url ?? "/", "http://bucket").pathname;
    const problem = findMoodStatus(bucket.mood) ?? findProblem(request, body, keys);
    if (problem !== null) {
      bucket.refused.push(problem.why);
      const headers = {
        location: "http://127.0.0.1:1/",
        "content-type": "application/xml",
      };
      response.writeHead(problem.status, headers).end("<Error/>");
      return;
    }
    const versions = objects.get(path) ?? [];
    if (request.method === "PUT") {
      objects.set(path, [...versions, readVersion(request, body)]);
      response.writeHead(200).end();
      return;
    }
    const last = versions.at(-1);
    if (last === undefined) {
      response.writeHead(404).end();
      return;
    }
    const isLocked = bucket.mood !== "locks nothing" && last.mode && last.until;
    const headers = isLocked
      ? {
          "x-amz-object-lock-mode": last.mode,
          "x-amz-object-lock-retain-until-date": last.until,
        }
      : {};
    response.writeHead(200, headers).end(request.method === "HEAD" ? "" : last.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(bucket, {
    host,
    url: `http://${host}/custody-anchors/northwind`,
    objects,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

type Problem = { status: number; why: string };

function findMoodStatus(mood: BucketMood): Problem | null {
  const statuses: Partial<Record<BucketMood, number>> = {
    denies: 403,
    "is down": 503,
    redirects: 307,
  };
  const status = statuses[mood];
  return status === undefined ? null : { status, why: mood };
}

function readVersion({ headers }: IncomingMessage, body: Buffer): Version {
  return {
    body: body.toString("utf8"),
    mode: headers["x-amz-object-lock-mode"]?.toString(),
    until: headers["x-amz-object-lock-retain-until-date"]?.toString(),
  };
}

function findProblem(request: IncomingMessage, body: Buffer, keys: Keys): Problem | null {
  const given = request.headers["x-amz-checksum-sha256"];
  const checksum = createHash("sha256").update(body).digest("base64");
  if (request.method === "PUT" && given !== checksum) {
    return { status: 400, why: "the checksum is not the body's" };
  }
  return isSigned(request, body, keys) ? null : { status: 403, why: "not signed" };
}

/** As Amazon's documentation of Signature Version 4 has it, from what arrived. */
function isSigned(request: IncomingMessage, body: Buffer, keys: Keys): boolean {
  const { authorization = "" } = request.headers;
  const found =
    /Credential=(\S+?)\/(\d{8})\/(\S+?)\/s3\/aws4_request, SignedHeaders=(\S+), Signature=(\S+)$/.exec(
      authorization,
    );
  const [, keyId, day = "", region, names = "", signature] = found ?? [];
  if (keyId !== keys.keyId || region !== keys.region) return false;
  const bodyHash = createHash("sha256").update(body).digest("hex");
  if (request.headers["x-amz-content-sha256"] !== bodyHash) return false;
  const headers = names
    .split(";")
    .map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  const canonical = `${request.method}\n${request.url}\n\n${headers.join("")}\n${names}\n${bodyHash}`;
  const time = String(request.headers["x-amz-date"]);
  const scope = `${day}/${region}/s3/aws4_request`;
  const hash = createHash("sha256").update(canonical).digest("hex");
  const steps = [day, region ?? "", "s3", "aws4_request"];
  const sign = (key: Buffer | string, text: string) =>
    createHmac("sha256", key).update(text).digest();
  const key = steps.reduce<Buffer>(sign, Buffer.from(`AWS4${keys.secret}`));
  const expected = sign(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${hash}`);
  return time.startsWith(day) && expected.toString("hex") === signature;
}
