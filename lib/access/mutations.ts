import { hash, verify } from "@node-rs/argon2";
import type { Context, EventInput } from "@/lib/entries/model";
import { foldEvent } from "@/lib/runtime/fold";
import { countAttempt, forgetAttempts, returnAttempt } from "@/lib/runtime/limiter";
import { isNewcomer, openSession } from "@/lib/sessions/mutations";
import { readDeviceMark } from "./device";
import { type Limit, limits } from "./limits";
import { mintAnonymousCtx } from "./mint";
import { formatNetwork } from "./network";
import type { Role } from "./policy";
import {
  type Arrival,
  findOnlyOrganizationId,
  listArrivals,
  type SessionStage,
} from "./queries";

/** Length beats composition (NIST SP 800-63B, section 5.1.1.2). */
export const passwordLength = { min: 12, max: 256 } as const;

const failuresAtOnceMax = 10;

const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Verified when nobody has the address, so that an unknown one takes as long. */
const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$Y3VzdG9keS1ub2JvZHk$2Fv0fAhmjoHIZc9e2g8Yt5o0cVYUdIrM0aVQyWwZx0E";

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2);
}

/** Takes as long whether or not there is a hash to compare with. */
export function isPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  const shown = password.slice(0, passwordLength.max + 1);
  const isRight = verify(passwordHash ?? nobodysHash, shown).catch(() => false);
  return isRight.then((is) => is && passwordHash != null);
}

type Credentials = { email: string; password: string };

export type Attempt =
  | { kind: "in"; sessionId: string; stage: SessionStage; userId: string; role: Role }
  | { kind: "wrong" }
  | { kind: "slow"; seconds: number };

/**
 * One attempt at the door: counted first, judged then, and in the log either way. The
 * caller learns nothing of why it failed, nor whether there is such an account.
 */
export async function attemptSignIn(
  credentials: Credentials,
  context: Context,
  device: { mark: string; secret: string },
): Promise<Attempt> {
  const email = readAddress(credentials.email);
  const [arrival] = email === null ? [] : await listArrivals({ email });
  const known = await readDeviceMark(device.secret, arrival?.userId ?? "", device.mark);
  const counted: [Limit, string][] = known
    ? [[limits.device, known]]
    : [
        [limits.network, formatNetwork(context.ip)],
        [limits.account, email ?? ""],
      ];
  for (const [limit, key] of counted) {
    const seconds = await countAttempt(limit, key);
    if (seconds === null) continue;
    const reason = "too many failed sign-ins";
    const action = "user.locked_out";
    await recordFailedSignIn({ email, arrival, context, reason, action });
    return { kind: "slow", seconds };
  }
  const opened = await judge(credentials, { email, arrival, context });
  if (opened === null) return { kind: "wrong" };
  for (const [limit, key] of counted) {
    if (limit.name === limits.network.name) await returnAttempt(limit, key);
    else await forgetAttempts(limit, key);
  }
  const { id: sessionId, stage, userId, role } = opened;
  return { kind: "in", sessionId, stage, userId, role };
}

type AtTheDoor = {
  email: string | null;
  arrival: Arrival | undefined;
  context: Context;
};

async function judge({ password }: Credentials, { email, arrival, context }: AtTheDoor) {
  const isRight = await isPassword(arrival?.passwordHash, password);
  if (isRight && isNewcomer(arrival)) {
    const way = { method: "password", hasPassedSecondFactor: false, isProof: true };
    const { id, stage } = await openSession(arrival, way, context);
    return { id, stage, userId: arrival.userId, role: arrival.role };
  }
  const reason = describeProblem(arrival, isRight);
  await recordFailedSignIn({ email, arrival, context, reason });
  return null;
}

function describeProblem(arrival: Arrival | undefined, isRight: boolean): string {
  if (!arrival) return "unknown e-mail address";
  if (!isRight) return "wrong password";
  return arrival.isDisabled ? "the account is disabled" : "no organization";
}

/** What was typed, as addresses are compared; null for what is none. */
export function readAddress(text: string): string | null {
  const email = text.trim().toLowerCase();
  return email.length <= 254 && /^[!-?A-~]+@[!-?A-~]+$/.test(email) ? email : null;
}

type Failure = AtTheDoor & {
  reason: string;
  action?: EventInput["action"];
  /** Where nobody is known yet, but the door is one organization's. */
  organizationId?: string | null;
};

/** A flood on one account from one address is told ten times a window, then counted. */
export async function recordFailedSignIn(failure: Failure): Promise<void> {
  const { email, arrival, context, reason, action = "user.sign_in_failed" } = failure;
  const organizationId =
    arrival?.organizationId ?? failure.organizationId ?? (await findOnlyOrganizationId());
  if (!organizationId) return;
  const shown = email ?? "(not an e-mail address)";
  const { userId = null, name = null, role = null } = arrival ?? {};
  await foldEvent(mintAnonymousCtx(organizationId, context), {
    key: `${action} ${shown} ${context.ip} ${reason}`,
    event: {
      action,
      outcome: "failed",
      reason,
      actor: { type: "user", id: userId, email: shown, name, role },
      target: { type: "user", id: userId, name: name ?? shown },
    },
    clientId: null,
    atOnceMax: failuresAtOnceMax,
  });
}
