import { notFound } from "next/navigation";
import { gatePage } from "@/lib/access/auth";
import { isAllowed } from "@/lib/access/model";
import { loadForm, loadRevealed } from "@/lib/forms/loaders";
import type { FormState } from "@/lib/forms/model";
import { findHead } from "@/lib/live/queries";
import { recordUnknown } from "@/lib/runtime/refusal";
import { readInScope } from "@/lib/runtime/transaction";
import { type Feed, feedForm } from "./model";
import { findFeed, listFeeds } from "./queries";

export type FeedsPage = {
  feeds: Feed[];
  /** The newest place of the log. */
  head: number;
  mayWrite: boolean;
};

export async function loadFeeds(): Promise<FeedsPage> {
  const { scope, principal } = await gatePage("feeds:read");
  return {
    feeds: await readInScope(scope, (tx) => listFeeds(tx, scope)),
    head: await findHead(scope.organizationId),
    mayWrite: isAllowed(principal, "feeds:write"),
  };
}

export async function loadNewFeed(query: string): Promise<FormState> {
  await gatePage("feeds:write");
  const initial = { channel: "webhook", form: "custody", begins: "now", query };
  return loadForm(feedForm, initial);
}

export type FeedPage = {
  feed: Feed;
  head: number;
  mayWrite: boolean;
  form: FormState;
  /** The signing secret, on the page after it was made and on no other. */
  revealed: string | null;
};

export async function loadFeed(id: string): Promise<FeedPage> {
  const ctx = await gatePage("feeds:read");
  const { scope, principal } = ctx;
  const feed = await readInScope(scope, (tx) => findFeed(tx, scope, id));
  if (!feed) {
    await recordUnknown(ctx, { type: "feed", id });
    notFound();
  }
  return {
    feed,
    head: await findHead(scope.organizationId),
    mayWrite: isAllowed(principal, "feeds:write"),
    form: await loadForm(`${feedForm}-${id}`),
    revealed: (await loadRevealed(feedForm)).secret ?? null,
  };
}
