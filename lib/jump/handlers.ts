import { sessionRoute } from "@/lib/access/handlers";
import { listSuggestions } from "./queries";

/** What the words in the palette may mean, as JSON; the page /jump answers the same. */
export const handleJump = sessionRoute("log:read", "/api/jump", async (ctx, request) => {
  const typed = new URL(request.url).searchParams.get("to") ?? "";
  return Response.json({ suggestions: await listSuggestions(ctx, typed) });
});
