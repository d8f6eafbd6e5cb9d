import { gzipSync } from "node:zlib";
import { signRequest } from "@/lib/anchors/request-signature";
import { describeEntry } from "@/lib/catalogue/describe-entry";
import type { Entry } from "@/lib/entries/model";
import {
  type OutboundAnswer,
  OutboundError,
  type OutboundRules,
  sendOutbound,
} from "@/lib/outbound/send";
import { writeOutbound } from "@/lib/outbound/socket";
import type { JsonValue } from "@/lib/proof/json-value";
import { signMessage } from "@/lib/webhooks/channels/signature";
import { formEntry, formLine } from "../formats/entry-form";
import { frameSyslog } from "../formats/syslog";
import { bucketKeysSchema, type Channel, type Form } from "../model";

export type Batch = {
  feedId: string;
  channel: Channel;
  form: Form;
  /** Whose entries they are. */
  organization: string;
  address: string;
  secret: string | null;
  /** In the order of the log; at least one. */
  entries: Entry[];
};

export type FeedRules = OutboundRules & {
  /** Whom a TLS receiver is trusted by, beside the usual authorities. */
  ca?: string;
};

const json = { "content-type": "application/json", "user-agent": "Custody-Feeds/1" };

/**
 * One batch, delivered or not: null, or why it was not. Its id follows from the places it
 * holds, so that a receiver knows one that comes again.
 */
export async function sendBatch(batch: Batch, rules: FeedRules): Promise<string | null> {
  try {
    return await senders[batch.channel](batch, rules);
  } catch (thrown) {
    if (!(thrown instanceof OutboundError)) throw thrown;
    return thrown.message;
  }
}

type Send = (batch: Batch, rules: FeedRules) => Promise<string | null>;

const senders: Record<Channel, Send> = {
  webhook: async (batch, rules) => {
    const { feedId, form, address, secret, entries } = batch;
    const [fromIdx, toIdx] = endsOf(entries);
    const body = JSON.stringify({
      type: "entries",
      timestamp: new Date().toISOString(),
      data: {
        feed: feedId,
        form,
        from_idx: fromIdx,
        to_idx: toIdx,
        entries: entries.map((entry) => formEntry(entry, form)),
      },
    });
    const message = { id: `${feedId}_${fromIdx}_${toIdx}`, at: new Date(), body };
    const headers = signMessage(secret === null ? [] : [secret], message);
    return judge(await post({ address, headers, body }, rules));
  },

  splunk: async ({ address, secret, form, organization, entries }, rules) => {
    const body = entries
      .map((entry) =>
        JSON.stringify({
          time: Date.parse(entry.recorded_at) / 1000,
          host: organization,
          source: "custody",
          sourcetype: `custody:${form}`,
          event: formEntry(entry, form),
        }),
      )
      .join("\n");
    const headers = { ...json, authorization: `Splunk ${secret ?? ""}` };
    return judge(await post({ address, headers, body }, rules));
  },

  otlp: async (batch, rules) => {
    const { address, secret } = batch;
    const body = JSON.stringify(describeOtlp(batch));
    const headers = secret ? { ...json, authorization: secret } : json;
    const answer = await post({ address, headers, body }, rules);
    return judge(answer) ?? readPartialSuccess(answer);
  },

  syslog: async ({ address, form, organization, entries }, rules) => {
    const frames = entries.map((entry) =>
      frameSyslog(entry, organization, formLine(entry, form)),
    );
    await writeOutbound(address, Buffer.concat(frames), rules);
    return null;
  },

  bucket: async ({ feedId, address, secret, form, entries }, rules) => {
    const keys = bucketKeysSchema.parse(JSON.parse(secret ?? "{}"));
    const [fromIdx, toIdx] = endsOf(entries);
    const day = entries[0]?.recorded_at.slice(0, 10).replaceAll("-", "/") ?? "";
    const name = `${feedId}/${day}/${pad(fromIdx)}-${pad(toIdx)}.ndjson.gz`;
    const url = `${address.replace(/\/+$/, "")}/${name}`;
    const body = new Uint8Array(
      gzipSync(entries.map((entry) => `${formLine(entry, form)}\n`).join("")),
    );
    const headers = { "content-type": "application/gzip" };
    const request = { method: "PUT", url: new URL(url), headers, body };
    const signed = signRequest(request, keys, new Date());
    return judge(
      await sendOutbound({ url, method: "PUT", headers: signed, body }, rules),
    );
  },
};

type Posted = { address: string; headers: Record<string, string>; body: string };

function post({ address: url, ...posted }: Posted, rules: FeedRules) {
  return sendOutbound({ url, method: "POST", ...posted }, rules);
}

function judge({ status }: OutboundAnswer): string | null {
  return status >= 200 && status < 300 ? null : `the receiver answered ${status}`;
}

function endsOf(entries: Entry[]): [number, number] {
  return [entries[0]?.idx ?? 0, entries.at(-1)?.idx ?? 0];
}

function pad(idx: number): string {
  return String(idx).padStart(12, "0");
}

const severityNumbers = { success: 9, failed: 13, denied: 13 } as const;

/**
 * OpenTelemetry logs, in the JSON form of their protocol.
 * Source: opentelemetry.io, OTLP 1.5 (JSON Protobuf encoding) and the logs data model.
 */
function describeOtlp({ entries, form, organization }: Batch): JsonValue {
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const records = entries.map((entry) => {
    const { actor, context } = entry;
    const nanos = `${BigInt(Date.parse(entry.recorded_at)) * 1_000_000n}`;
    return {
      timeUnixNano: nanos,
      observedTimeUnixNano: nanos,
      severityNumber: severityNumbers[entry.outcome],
      severityText: entry.outcome === "success" ? "INFO" : "WARN",
      body: { stringValue: formLine(entry, form) },
      attributes: [
        text("event.name", entry.action),
        text("custody.id", entry.id),
        { key: "custody.idx", value: { intValue: String(entry.idx) } },
        text("custody.sentence", describeEntry(entry)),
        text("custody.outcome", entry.outcome),
        ...(actor.id === null ? [] : [text("user.id", actor.id)]),
        ...(actor.email === null ? [] : [text("user.email", actor.email)]),
        ...(context.ip === null ? [] : [text("client.address", context.ip)]),
      ],
    };
  });
  return {
    resourceLogs: [
      {
        resource: {
          attributes: [
            text("service.name", "custody"),
            text("custody.organization", organization),
          ],
        },
        scopeLogs: [{ scope: { name: "custody" }, logRecords: records }],
      },
    ],
  };
}

/** A collector that takes a part tells so in an answer that is otherwise good. */
function readPartialSuccess({ text }: OutboundAnswer): string | null {
  try {
    const answer = JSON.parse(text) as {
      partialSuccess?: { rejectedLogRecords?: string | number };
    };
    const rejected = Number(answer.partialSuccess?.rejectedLogRecords ?? 0);
    return rejected > 0 ? `the receiver refused ${rejected} of the entries` : null;
  } catch {
    return null;
  }
}
