import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventInput } from "@/lib/entries/model";
import { createSigner, type NoteSigner } from "@/lib/proof/signed-note";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import { appendWithin } from "@/lib/runtime/append";
import { inScope } from "@/lib/runtime/transaction";
import { openSealer, type Sealer, sealEpoch } from "@/lib/sealer/mutations";
import { openVerifier, type Verifier } from "@/lib/verification/mutations";
import { testOrigin } from "./cluster";
import type { TestDatabase } from "./database";
import type { TestOrganization } from "./organization";

export const testSigner: NoteSigner = createSigner(
  testOrigin,
  new Uint8Array(32).fill(42),
);

export function makeFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `custody-${name}-`));
}

export function openTestSealer(
  database: TestDatabase,
  folder: string,
  signers = [testSigner],
): Promise<Sealer> {
  const databaseUrl = database.url("sealer");
  return openSealer({ databaseUrl, folder, origin: testOrigin, signers });
}

/** Appends entries about a client (null: internal) the way the product does. */
export async function appendEvents(
  { ctx, clients }: TestOrganization,
  client: string | null,
  events: EventInput[],
): Promise<void> {
  const clientId = client === null ? null : (clients[client] ?? null);
  await inScope(ctx.scope, (tx) =>
    appendWithin(
      tx,
      ctx,
      events.map((event) => ({ event, clientId })),
    ),
  );
}

export function ticketEvents(count: number, from = 0): EventInput[] {
  return Array.from({ length: count }, (_, at) => ({
    action: "ticket.status_changed",
    actor: { type: "user", id: `u_${at % 3}`, email: "alice@msp.example", name: "Alice" },
    target: { type: "ticket", id: String(from + at), name: `Ticket ${from + at}` },
    changes: [{ path: "/status", before: "Open", after: "Closed" }],
    context: { ip: "203.0.113.7", user_agent: "test" },
  }));
}

export async function sealNew(sealer: Sealer) {
  return sealEpoch(sealer, { isIdleSeal: false });
}

export function openTestVerifier(
  database: TestDatabase,
  sealerFolder: string,
): Promise<Verifier> {
  return openVerifier({
    databaseUrl: database.url("verifier"),
    folder: makeFolder("verifier"),
    sealerFolder,
    origin: testOrigin,
    logKey: formatVerifierKey(testOrigin, testSigner.key.publicKey),
  });
}
