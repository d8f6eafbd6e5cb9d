import { requestIdHeader } from "@/lib/access/request";
import { answerError } from "@/lib/access/wrap";
import { AppError } from "@/lib/kit/errors";
import { findLatestCheckpoint } from "./queries";

/** Public: a checkpoint names no organization, and is worth more the more people keep it. */
export async function handleLatestCheckpoint(request: Request): Promise<Response> {
  const requestId = request.headers.get(requestIdHeader) ?? crypto.randomUUID();
  try {
    const checkpoint = await findLatestCheckpoint();
    if (checkpoint === null) {
      throw new AppError("resource.not_found", { detail: "Nothing is sealed yet." });
    }
    return new Response(checkpoint, {
      headers: {
        "content-type": "text/plain; charset=utf-8",
        "cache-control": "no-store",
        "access-control-allow-origin": "*",
      },
    });
  } catch (thrown) {
    return answerError(thrown, requestId);
  }
}
