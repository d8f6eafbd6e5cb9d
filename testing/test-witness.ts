import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { parseCheckpoint } from "@/lib/proof/checkpoint";
import { FormatError } from "@/lib/proof/format-error";
import { checkConsistency } from "@/lib/proof/merkle";
import {
  checkNote,
  cosignText,
  formatSignature,
  type NoteSigner,
  parseNote,
} from "@/lib/proof/signed-note";
import type { VerifierKey } from "@/lib/proof/verifier-key";
import { type AddCheckpoint, parseAddCheckpoint } from "@/lib/witnesses/add-checkpoint";

type Answer = { status: number; body: string };
type Seen = { size: number; root: Uint8Array };

/** A witness of C2SP tlog-witness over real HTTP, for the logs whose keys it is given. */
export async function startTestWitness(signer: NoteSigner, logs: VerifierKey[]) {
  const seen = new Map<string, Seen>();
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    bodies.push(body);
    const answer = answerTo(body, { signer, logs, seen });
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    seen,
    bodies,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Witness = { signer: NoteSigner; logs: VerifierKey[]; seen: Map<string, Seen> };

function answerTo(body: string, witness: Witness): Answer {
  try {
    return addCheckpoint(parseAddCheckpoint(body), witness);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { status: 400, body: `${error.message}\n` };
  }
}

function addCheckpoint(
  { oldSize, proof, checkpoint }: AddCheckpoint,
  { signer, logs, seen }: Witness,
): Answer {
  const [origin = ""] = checkpoint.split("\n");
  const keys = logs.filter(({ name }) => name === origin);
  if (keys.length === 0) return { status: 403, body: "unknown log\n" };
  if (!checkNote(checkpoint, keys).ok) {
    return { status: 403, body: "invalid signature\n" };
  }
  const note = parseNote(checkpoint);
  const { size, root } = parseCheckpoint(note.text);
  const known = seen.get(origin) ?? { size: 0, root };
  if (oldSize !== known.size) return { status: 409, body: `${known.size}\n` };
  const claim = { oldSize, oldRoot: known.root, newSize: size, newRoot: root, proof };
  const isFirst = oldSize === 0 && proof.length === 0;
  if (!isFirst && !checkConsistency(claim).ok) {
    return { status: 422, body: "the consistency proof does not hold\n" };
  }
  seen.set(origin, { size, root });
  const timeSeconds = Math.floor(Date.now() / 1000);
  const cosignature = cosignText(note.text, signer, timeSeconds);
  return { status: 200, body: formatSignature(cosignature) };
}
