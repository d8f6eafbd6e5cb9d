import { organizationChain } from "@/lib/integrity/blocks";
import { type ChainState, type LogState, zeroHex } from "@/lib/integrity/chain-state";
import type { Finding } from "@/lib/integrity/finding";
import type {
  LogBounds,
  PrunedPrefix,
  SealedOrganization,
  StreamBounds,
} from "@/lib/integrity/records";
import { formatHex } from "@/lib/proof/bytes";
import { hashEntry } from "@/lib/proof/chain";
import { parseEntryData, parseOrganizationData } from "@/lib/proof/header";
import { createLogCursor, type LogCursor } from "./cursor";

const noPlace = { clientSlot: null, sidx: null };

/** Sealed entries that are not there any more. */
export function describeGone(size: number, head: SealedOrganization): Finding {
  const why = `entries that epoch ${head.epochIndex} sealed are gone`;
  const range = { firstIdx: size, lastIdx: head.size - 1, ...noPlace };
  const texts = { expected: `${head.size} entries`, found: `${size} entries` };
  return { kind: "behind", ...range, ...texts, why };
}

type End = { bounds: LogBounds; streams: StreamBounds[]; past: number | null };

/** The head rows, which decide what is appended next, against the entries themselves. */
export function describeEnd(
  log: LogState,
  { bounds, streams, past }: End,
): Finding | null {
  const { chain } = log;
  const { size } = chain.frontier;
  const lastIdx = Math.max(0, size - 1);
  const found = (texts: [string, string], why: string): Finding => {
    const range = { firstIdx: lastIdx, lastIdx, ...noPlace };
    return { kind: "head_row", ...range, expected: texts[0], found: texts[1], why };
  };
  if (size < bounds.nextIdx) {
    const range = { firstIdx: size, lastIdx: bounds.nextIdx - 1, ...noPlace };
    const texts = { expected: `${bounds.nextIdx} entries`, found: `${size} entries` };
    return { kind: "missing", ...range, ...texts, why: "entries are missing" };
  }
  if (past !== null) {
    const range = { firstIdx: past, lastIdx: past, ...noPlace };
    const texts = { expected: `${bounds.nextIdx} entries`, found: `#${past}` };
    return {
      kind: "missing",
      ...range,
      ...texts,
      why: "an entry lies past the log's end",
    };
  }
  if (bounds.lastHash !== chain.lastHash) {
    return found(
      [chain.lastHash, bounds.lastHash],
      "the head row names another last entry",
    );
  }
  const time = chain.lastRecordedAt;
  if (time !== null && bounds.lastRecordedAt !== time) {
    return found([time, bounds.lastRecordedAt], "the head row has another time");
  }
  for (const stream of streams) {
    const state = log.streams.get(stream.slot);
    const end = state?.frontier.size ?? 0;
    const hash = state?.lastHash ?? zeroHex;
    if (stream.nextSidx !== end || stream.lastHash !== hash) {
      const texts: [string, string] = [
        `${end} ${hash}`,
        `${stream.nextSidx} ${stream.lastHash}`,
      ];
      return found(
        texts,
        `the head row of stream ${stream.slot} names another last entry`,
      );
    }
  }
  return null;
}

/** Goes on from what stays of pruned entries; the heads that hold say whether it is true. */
export function startFromPrefixes(log: LogState, prefixes: PrunedPrefix[]): LogCursor {
  const cursor = createLogCursor(log);
  for (const { chain, size, lastHeader, nodes } of prefixes) {
    const isOrganization = chain === organizationChain;
    const { recordedAt } = isOrganization
      ? parseOrganizationData(lastHeader)
      : parseEntryData(lastHeader);
    const state: ChainState = {
      frontier: { size, nodes },
      lastHash: formatHex(hashEntry(lastHeader)),
      lastRecordedAt: recordedAt,
      minIndex: size,
    };
    if (isOrganization) {
      log.chain = state;
      cursor.lastGoodSize = size;
    } else {
      log.streams.set(chain, { ...state, clientId: null, lastIdx: null });
    }
  }
  return cursor;
}
