import { gateNextSession, startSession } from "@/lib/access/auth";
import { markDevice } from "@/lib/access/handlers";
import { limits } from "@/lib/access/limits";
import { parseNextPath } from "@/lib/access/request";
import { handleStaffForm, type Place } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { countAttempt, forgetAttempts } from "@/lib/runtime/limiter";
import { showCode } from "@/lib/second-factor/handlers";
import { passSecondFactor } from "@/lib/second-factor/mutations";
import { personOf } from "@/lib/sessions/mutations";
import { changePassword, provePassword, recordWrongPassword } from "./mutations";

async function gateOwnSession() {
  const arriving = await gateNextSession();
  if (arriving?.session.stage !== "full") throw new AppError("access.unauthenticated");
  return arriving;
}

type Arriving = Awaited<ReturnType<typeof gateOwnSession>>;

/** Counts the attempt, logs a wrong password, and gives the cookie the next id. */
async function show({ session, ctx }: Arriving, act: () => Promise<unknown>) {
  const seconds = await countAttempt(limits.code, session.userId);
  if (seconds !== null) {
    throw new AppError("request.rate_limited", {
      detail: "Too many wrong passwords. Try again in some minutes.",
      retryAfterSeconds: seconds,
    });
  }
  await act().catch(async (thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === "password.wrong") {
      await recordWrongPassword(ctx);
    }
    throw thrown;
  });
  await forgetAttempts(limits.code, session.userId);
  await startSession(personOf(ctx).sessionId);
  await markDevice(session.userId);
}

export const handleChangePassword = handleStaffForm(
  {
    form: "password",
    page: "/me/security",
    fields: ["current", "password"],
    secrets: ["current"],
  },
  async ({ field }) => {
    const arriving = await gateOwnSession();
    await show(arriving, () =>
      changePassword(arriving.ctx, {
        from: arriving.session.id,
        current: field("current"),
        password: field("password"),
      }),
    );
    const notice = "Your password is changed, and your other sessions are over.";
    return { to: "/me/security", notice };
  },
);

function nextOf({ field, publicUrl }: Place): string {
  return parseNextPath(field("next"), publicUrl, "/");
}

/** Shows who they are again and leads back; what was typed there waits for them. */
export const handleProof = handleStaffForm(
  {
    form: "reauth",
    page: (place) => `/reauth?next=${encodeURIComponent(nextOf(place))}`,
    fields: ["password", "code", "next"],
  },
  async (place) => {
    const arriving = await gateOwnSession();
    const { session, ctx } = arriving;
    const code = place.field("code").trim();
    if (code !== "") await showCode(arriving, code, passSecondFactor);
    else {
      await show(arriving, () =>
        provePassword(ctx, { from: session.id, password: place.field("password") }),
      );
    }
    return nextOf(place);
  },
);
