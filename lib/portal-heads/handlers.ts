import { z } from "zod";
import { sessionRoute } from "@/lib/access/handlers";
import { findOwnPolicy } from "@/lib/bundles/queries";
import { readBody } from "@/lib/kit/body";
import { AppError } from "@/lib/kit/errors";
import { followHead, type HeadVerdict, sizeOfKept } from "./check";
import { reportLostHead } from "./mutations";
import { findHeadAnswer } from "./queries";

const sizeText = /^(?:0|[1-9]\d{0,14})$/;
const bodyBytesMax = 65_536;

/** The newest signed head of one's own stream, and how an older one leads to it. */
export const handleHead = sessionRoute(
  "portal:audit_log.verify",
  "/api/portal/head",
  async ({ scope }, request) => {
    const from = new URL(request.url).searchParams.get("from");
    if (from !== null && !sizeText.test(from)) throw new AppError("request.malformed");
    const answer = await findHeadAnswer(scope, from === null ? null : Number(from));
    if (!answer) throw new AppError("seal.unavailable", { retryAfterSeconds: 60 });
    return Response.json({ ...answer, policy: await findOwnPolicy() });
  },
);

const reported = z.strictObject({ head: z.string().max(60_000) });

/**
 * What a browser kept, sent back because today's stream does not continue it. It is judged
 * again here, so that nobody raises an alarm with a head that was never signed.
 */
export const handleLostHead = sessionRoute(
  "portal:audit_log.verify",
  "/api/portal/head",
  async (ctx, request) => {
    const { head } = await readReport(request);
    const policy = (await findOwnPolicy()) ?? "";
    const kept = { head, policy };
    const size = sizeOfKept(kept);
    const answer = size === null ? null : await findHeadAnswer(ctx.scope, size);
    if (!answer) throw new AppError("input.invalid", { detail: "No head we signed." });
    const verdict = followHead(kept, answer, policy);
    if (verdict.kind === "lost") await reportLostHead(ctx, describe(verdict));
    return Response.json({ verdict: verdict.kind });
  },
);

function describe(verdict: Extract<HeadVerdict, { kind: "lost" }>) {
  const { keptSize: size, why, expected, found } = verdict;
  const cut = (text: string) => text.slice(0, 2000);
  return { size, why, expected: cut(expected), found: cut(found) };
}

async function readReport(request: Request): Promise<z.infer<typeof reported>> {
  const bytes = await readBody(request, bodyBytesMax);
  try {
    return reported.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new AppError("request.malformed", { cause });
  }
}
