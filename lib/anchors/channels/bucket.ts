import { type Keeper, KeeperError } from "@/lib/anchors/keeper";
import { type BucketKeys, signRequest } from "@/lib/anchors/request-signature";
import {
  type OutboundAnswer,
  OutboundError,
  type OutboundRules,
  sendOutbound,
} from "@/lib/outbound/send";
import { encodeText, formatBase64 } from "@/lib/proof/bytes";
import { sha256 } from "@/lib/proof/hash";

export type Bucket = BucketKeys & {
  /** Where its objects lie, with a prefix or without. */
  url: string;
  lockDays: number;
};

const dayMs = 86_400_000;
/** The lock an object is asked for is given by the clock of another machine. */
const clockDifferenceMs = 3_600_000;

/**
 * A bucket of the S3 kind whose objects nobody can change or remove before their lock ends,
 * not even whoever holds its keys. What it does not lock is not taken for kept.
 */
export function createBucketKeeper(
  bucket: Bucket,
  rules: OutboundRules,
  now: () => Date = () => new Date(),
): Keeper {
  const send = async (method: "GET" | "HEAD" | "PUT", name: string, put?: Put) => {
    const url = `${bucket.url.replace(/\/+$/, "")}/${name}`;
    const { body = new Uint8Array(0), headers = {} } = put ?? {};
    const request = { method, url: new URL(url), headers, body };
    const signed = signRequest(request, bucket, now());
    const asked = { method, url, headers: signed, ...(put ? { body } : {}) };
    return sendOutbound(asked, rules).catch((thrown: unknown) => {
      if (!(thrown instanceof OutboundError)) throw thrown;
      throw new KeeperError(thrown.message, { cause: thrown });
    });
  };
  const write = async (name: string, note: string) => {
    const until = new Date(now().getTime() + bucket.lockDays * dayMs);
    requireOk(await send("PUT", name, lockedPut(note, until)), "did not take a copy");
    const kept = await send("HEAD", name);
    requireOk(kept, "did not show the copy");
    requireLock(kept, until);
  };
  return {
    name: "bucket",
    kind: "bucket",
    read: async () => {
      const answer = await send("GET", "checkpoint");
      if (answer.status === 404) return null;
      requireOk(answer, "did not give the newest copy");
      return answer.text;
    },
    write: async (size, note) => {
      await write(`checkpoints/${size}.txt`, note);
      await write("checkpoint", note);
    },
  };
}

type Put = { body: Uint8Array; headers: Record<string, string> };

function lockedPut(note: string, until: Date): Put {
  const body = encodeText(note);
  return {
    body,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "x-amz-checksum-sha256": formatBase64(sha256(body)),
      "x-amz-object-lock-mode": "COMPLIANCE",
      "x-amz-object-lock-retain-until-date": `${until.toISOString().slice(0, 19)}Z`,
    },
  };
}

function requireOk({ status }: OutboundAnswer, what: string): void {
  if (status !== 200) throw new KeeperError(`the bucket ${what}: it answered ${status}`);
}

function requireLock({ headers }: OutboundAnswer, until: Date): void {
  const mode = headers["x-amz-object-lock-mode"];
  const given = Date.parse(String(headers["x-amz-object-lock-retain-until-date"]));
  const isLong = given >= until.getTime() - clockDifferenceMs;
  if (mode === "COMPLIANCE" && isLong) return;
  throw new KeeperError("the bucket took a copy and does not lock it");
}
