import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { formerSlugs } from "@/db/schema";
import { AppError } from "@/lib/kit/errors";
import { findFormerOwner } from "./queries";

type Named = { organizationId: string; clientId: string; slug: string };

/**
 * Old links and senders lead on: a slug that was another client's stays with that one. Asked
 * after the slug was written, so that the unique index has made concurrent renames wait.
 */
export async function refuseFormer(tx: Tx, { clientId, slug }: Named): Promise<void> {
  const owner = await findFormerOwner(tx, slug, clientId);
  if (!owner) return;
  const detail = `was the short name of ${owner.name}, and links with it still lead there`;
  throw new AppError("name.taken", { errors: [{ pointer: "/slug", detail }] });
}

/** The slug a client had leads to it from now on; one it takes back is its own again. */
export async function keepFormer(tx: Tx, named: Named, before: string): Promise<void> {
  const { organizationId, clientId, slug } = named;
  if (slug === before) return;
  await refuseFormer(tx, named);
  await tx
    .delete(formerSlugs)
    .where(
      and(eq(formerSlugs.organizationId, organizationId), eq(formerSlugs.slug, slug)),
    );
  await tx.insert(formerSlugs).values({ organizationId, slug: before, clientId });
}
