import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { Secret } from "otpauth";
import type { Tx } from "@/db/client";
import { secondFactors } from "@/db/schema";
import { AppError } from "@/lib/kit/errors";
import { sealSecret } from "@/lib/runtime/secret-box";

const secretBytes = 20;

/** A new secret, which counts for nothing until its first code was right. */
export async function insertSecret(tx: Tx, userId: string): Promise<void> {
  const secret = new Secret({ size: secretBytes }).base32;
  const fresh = { sealedSecret: sealSecret(secret, userId), confirmedAt: null };
  const [row] = await tx
    .insert(secondFactors)
    .values({ userId, ...fresh })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: { ...fresh, createdAt: sql`clock_timestamp()`, lastStep: null },
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId });
  if (!row) throw new AppError("second_factor.present");
}

/** The secret of another authenticator: the one in use counts until this one's first code. */
export async function insertNextSecret(tx: Tx, userId: string): Promise<void> {
  const secret = new Secret({ size: secretBytes }).base32;
  await tx
    .update(secondFactors)
    .set({ nextSealedSecret: sealSecret(secret, userId) })
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
}
