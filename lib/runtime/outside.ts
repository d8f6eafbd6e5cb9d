/**
 * Guarantees: what verification compares the database with comes from outside it: the
 * sealer's own state, the keys that signed, and every checkpoint that was kept elsewhere.
 * Does not: trust a checkpoint that no key of the log signed.
 * Implements docs/format.md, section 4, for whoever runs the log.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Anchor, KnownKey } from "@/lib/epochs/epoch-check";
import { formatHex } from "@/lib/proof/bytes";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { FormatError } from "@/lib/proof/format-error";
import { rootOfFrontier } from "@/lib/proof/frontier";
import { checkNote, parseNote } from "@/lib/proof/signed-note";
import { parseVerifierKey } from "@/lib/proof/verifier-key";
import { parseSealerState, type SealerState } from "@/lib/sealer/state";
import { readIfThere } from "./durable-file";

export type OutsidePlaces = {
  /** What the sealer keeps outside the database: its state, keys and checkpoints. */
  sealerFolder: string;
  /** The log's key where no sealer has run yet. */
  logKey: string;
  /** Checkpoints from elsewhere: texts of signed notes. */
  checkpoints?: { from: string; note: string }[];
};

export type Outside = {
  sealer: SealerState | null;
  keys: KnownKey[];
  anchors: Anchor[];
};

/** readOutside returns what is known of the log outside its database. */
export async function readOutside(places: OutsidePlaces): Promise<Outside> {
  const text = await readIfThere(join(places.sealerFolder, "state.json"));
  const sealer = text === null ? null : parseSealerState(text);
  const own = [{ verifierKey: places.logKey, fromEpoch: 0 }];
  const keys = (sealer && sealer.keys.length > 0 ? sealer.keys : own).map(
    ({ verifierKey, fromEpoch }): KnownKey => ({
      key: parseVerifierKey(verifierKey),
      fromEpoch,
    }),
  );
  return { sealer, keys, anchors: await readAnchors(places, sealer, keys) };
}

async function readAnchors(
  places: OutsidePlaces,
  sealer: SealerState | null,
  keys: KnownKey[],
): Promise<Anchor[]> {
  const folder = join(places.sealerFolder, "checkpoints");
  const names = await readdir(folder).catch(() => []);
  const kept = await Promise.all(
    names.map(async (name) => ({
      from: `the sealer's folder (${name})`,
      note: (await readIfThere(join(folder, name))) ?? "",
    })),
  );
  const anchors = [...kept, ...(places.checkpoints ?? [])].flatMap(({ from, note }) =>
    readAnchor(note, from, keys),
  );
  if (sealer !== null && sealer.epochs.size > 0) {
    const root = formatHex(rootOfFrontier(sealer.epochs));
    anchors.push({ size: sealer.epochs.size, root, from: "the sealer's own state" });
  }
  return anchors;
}

/** A note that no key of the log signed anchors nothing. */
function readAnchor(note: string, from: string, keys: KnownKey[]): Anchor[] {
  try {
    const known = keys.map(({ key }) => key);
    if (!checkNote(note, known).ok) return [];
    const { size, root } = parseCheckpoint(parseNote(note).text);
    return [{ size, root: formatHex(root), from }];
  } catch (error) {
    if (error instanceof FormatError) return [];
    throw error;
  }
}
