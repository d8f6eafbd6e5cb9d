import { and, count, eq, isNull, sql } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { Tx } from "@/db/client";
import { recoveryCodes, secondFactors } from "@/db/schema";
import { openSecret } from "@/lib/runtime/secret-box";

const stepSeconds = 30;
/** A code of the step before or after counts too: clocks differ, people type slowly. */
const stepsAside = 1;

export type SecondFactor = {
  isConfirmed: boolean;
  confirmedAt: Date | null;
  /** Of the authenticator that counts; null before the first one does. */
  secret: string | null;
  /** Of the one whose first code is awaited. */
  awaitedSecret: string | null;
};

export async function findSecondFactor(
  tx: Tx,
  userId: string,
): Promise<SecondFactor | null> {
  const [row] = await tx
    .select()
    .from(secondFactors)
    .where(eq(secondFactors.userId, userId));
  if (!row) return null;
  const { confirmedAt, sealedSecret, nextSealedSecret } = row;
  const isConfirmed = confirmedAt !== null;
  const awaited = isConfirmed ? nextSealedSecret : sealedSecret;
  return {
    isConfirmed,
    confirmedAt,
    secret: isConfirmed ? openSecret(sealedSecret, userId) : null,
    awaitedSecret: awaited && openSecret(awaited, userId),
  };
}

export async function countRecoveryCodes(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}

/** The step a code belongs to, by the database's clock (T-59); null for a wrong code. */
export async function findStep(
  tx: Tx,
  secret: string,
  code: string,
): Promise<number | null> {
  const [row] = await tx.execute<{ seconds: number }>(
    sql`select extract(epoch from clock_timestamp())::double precision as seconds`,
  );
  const timestamp = (row?.seconds ?? 0) * 1000;
  const token = code.replace(/\s/g, "");
  const delta = createTotp(secret, "").validate({ token, timestamp, window: stepsAside });
  if (delta === null || !/^\d{6}$/.test(token)) return null;
  return Math.floor(timestamp / 1000 / stepSeconds) + delta;
}

/** What an authenticator reads from the square. */
export function formatEnrolmentUri(secret: string, email: string): string {
  return createTotp(secret, email).toString();
}

function createTotp(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: "Custody",
    label,
    algorithm: "SHA1",
    digits: 6,
    period: stepSeconds,
    secret: Secret.fromBase32(secret),
  });
}
