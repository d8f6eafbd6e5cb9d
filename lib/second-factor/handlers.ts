import { type Arriving, gateNextSession, startSession } from "@/lib/access/auth";
import { markDevice } from "@/lib/access/handlers";
import { leadHome } from "@/lib/access/home";
import { limits } from "@/lib/access/limits";
import { parseNextPath } from "@/lib/access/request";
import {
  type FormOutcome,
  handleForm,
  handleStaffForm,
  type Place,
} from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { countAttempt, forgetAttempts } from "@/lib/runtime/limiter";
import {
  beginEnrolment,
  confirmEnrolment,
  createRecoveryCodes,
  passSecondFactor,
  recordWrongCode,
  spendRecoveryCode,
} from "./mutations";

const home = "/admin/audit-logs";

type Show = typeof passSecondFactor | typeof confirmEnrolment;

/** Shows a code for the session under way; the cookie then carries its next id. */
export async function showCode<Value>(
  { session, ctx }: Arriving,
  code: string,
  mutate: (ctx: Arriving["ctx"], input: Parameters<Show>[1]) => Promise<Value>,
): Promise<Value> {
  const seconds = await countAttempt(limits.code, session.userId);
  if (seconds !== null) {
    await recordWrongCode(ctx, "too many wrong codes");
    throw new AppError("request.rate_limited", {
      detail: `Too many wrong codes. Try again in ${Math.ceil(seconds / 60)} minutes.`,
      retryAfterSeconds: seconds,
    });
  }
  const isSignIn = session.stage !== "full";
  const input = { from: session.id, isSignIn, method: session.method, code };
  const value = await mutate(ctx, input).catch(async (thrown: unknown) => {
    if (thrown instanceof AppError && thrown.code === "code.wrong") {
      await recordWrongCode(ctx, thrown.message);
      throw new AppError("code.wrong");
    }
    throw thrown;
  });
  await forgetAttempts(limits.code, session.userId);
  if (ctx.principal.kind === "user") await startSession(ctx.principal.sessionId);
  await markDevice(session.userId);
  return value;
}

async function gateArriving(): Promise<Arriving> {
  const arriving = await gateNextSession();
  if (!arriving) throw new AppError("access.unauthenticated");
  return arriving;
}

function nextOf({ field, publicUrl }: Place, fallback = home): string {
  return parseNextPath(field("next"), publicUrl, fallback);
}

/** The second step of a sign-in: a code of the authenticator, or a recovery code. */
export const handleSecondFactor = handleForm(
  {
    form: "second-factor",
    page: (place) => {
      const by = place.field("by") === "recovery" ? "by=recovery&" : "";
      return `/signin/mfa?${by}next=${encodeURIComponent(nextOf(place))}`;
    },
    fields: ["code", "by", "next"],
  },
  async (place) => {
    const arriving = await gateArriving();
    if (arriving.session.stage !== "second_factor") return "/signin";
    const isRecovery = place.field("by") === "recovery";
    const mutate = isRecovery ? spendRecoveryCode : passSecondFactor;
    await showCode(arriving, place.field("code"), mutate);
    return leadHome(arriving.session.role, nextOf(place));
  },
);

/** The first code of a new authenticator, at a first sign-in or on one's own page. */
export const handleEnrolment = handleForm(
  {
    form: "enrolment",
    page: (place) =>
      place.field("at") === "me"
        ? "/me/security/second-factor"
        : `/signin/enrol?next=${encodeURIComponent(nextOf(place))}`,
    fields: ["code", "at", "next"],
  },
  async (place): Promise<FormOutcome> => {
    const arriving = await gateArriving();
    if (arriving.session.stage === "second_factor") return { to: "/signin/mfa" };
    const { codes } = await showCode(arriving, place.field("code"), confirmEnrolment);
    const to =
      arriving.session.stage === "full"
        ? "/me/security/recovery-codes"
        : `/signin/codes?next=${encodeURIComponent(leadHome(arriving.session.role, nextOf(place)))}`;
    return { to, reveal: { codes: codes.join(" ") } };
  },
);

export const handleBeginEnrolment = handleStaffForm(
  { page: "/me/security" },
  async ({ ctx }) => {
    await beginEnrolment(ctx, {});
    return "/me/security/second-factor";
  },
);

export const handleRecoveryCodes = handleStaffForm(
  { form: "enrolment", page: "/me/security" },
  async ({ ctx }): Promise<FormOutcome> => {
    const { codes } = await createRecoveryCodes(ctx, {});
    return { to: "/me/security/recovery-codes", reveal: { codes: codes.join(" ") } };
  },
);
