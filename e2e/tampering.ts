import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { createSigner } from "@/lib/proof/signed-note";
import { formatVerifierKey } from "@/lib/proof/verifier-key";
import { readSeed } from "@/lib/runtime/signing-key";
import { closeVerifier, openVerifier, type Verifier } from "@/lib/verification/mutations";
import { testOrigin } from "@/testing/cluster";
import { makeFolder } from "@/testing/test-sealer";

/** What a superuser can do to one row of the served database: anything, unseen. */
export async function tamper(organizationId: string, idx: number): Promise<void> {
  const admin = postgres(process.env.E2E_ADMIN_URL ?? "", { max: 1, onnotice: () => {} });
  await admin.begin(async (tx) => {
    await tx`alter table custody.entries disable trigger entries_append_only`;
    await tx`update custody.entries
      set fields[5] = replace(fields[5], 'Printer', 'Scanner')
      where organization_id = ${organizationId}::uuid and idx = ${idx}`;
    await tx`alter table custody.entries enable always trigger entries_append_only`;
  });
  await admin.end();
}

/** The verifier of the served database, with a memory of its own. */
export async function withVerifier<T>(
  body: (verifier: Verifier) => Promise<T>,
): Promise<T> {
  const file = join(process.env.E2E_CUSTODY_DIR ?? "", "log-key.pem");
  const { key } = createSigner(testOrigin, readSeed(file));
  const verifier = await openVerifier({
    databaseUrl: process.env.E2E_VERIFIER_URL ?? "",
    folder: makeFolder("e2e-verifier"),
    sealerFolder: process.env.E2E_SEALER_FOLDER ?? "",
    origin: testOrigin,
    logKey: formatVerifierKey(key.name, key.publicKey),
  });
  try {
    return await body(verifier);
  } finally {
    await closeVerifier(verifier);
  }
}

export function readDownload(path: string): string {
  return readFileSync(path, "utf8");
}
