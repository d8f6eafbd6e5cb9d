import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { clientAssignments, memberships } from "@/db/schema";
import { findClients } from "@/lib/clients/queries";
import { AppError } from "@/lib/kit/errors";
import { describeMember } from "@/lib/people/members";
import { findPerson, findTouchable } from "@/lib/people/queries";
import { mutation, none } from "@/lib/runtime/mutation";
import { compareAssignments } from "./model";

const clientsMax = 2000;

/**
 * Sets which clients a person looks after, and whether they read the whole log besides. Each
 * client that comes or goes is an entry in that client's own stream.
 */
export const updateAssignments = mutation(
  "users:update",
  z.strictObject({
    userId: z.uuid(),
    clientSlugs: z.array(z.string()).max(clientsMax),
    seesWholeLog: z.boolean(),
  }),
  async (tx, ctx, { userId, clientSlugs, seesWholeLog }) => {
    const { organizationId } = ctx.scope;
    const member = await findTouchable(tx, ctx, userId);
    const wanted = clientSlugs.length > 0 ? await findClients(tx, clientSlugs) : [];
    const unknown = clientSlugs.filter(
      (slug) => !wanted.some((one) => one.slug === slug),
    );
    if (unknown.length > 0) {
      const detail = `no client "${unknown.join(", ")}"`;
      throw new AppError("input.invalid", {
        errors: [{ pointer: "/clientSlugs", detail }],
      });
    }
    const known = (await findPerson(tx, organizationId, userId))?.clients ?? [];
    const { added, removed } = compareAssignments(known, wanted);
    const isMine = and(
      eq(clientAssignments.organizationId, organizationId),
      eq(clientAssignments.userId, userId),
    );
    const removedIds = removed.map(({ id }) => id);
    if (removedIds.length > 0) {
      await tx
        .delete(clientAssignments)
        .where(and(isMine, inArray(clientAssignments.clientId, removedIds)));
    }
    if (added.length > 0) {
      const rows = added.map(({ id }) => ({ organizationId, userId, clientId: id }));
      await tx.insert(clientAssignments).values(rows);
    }
    await tx
      .update(memberships)
      .set({ seesWholeLog })
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          eq(memberships.userId, userId),
        ),
      );
    const target = describeMember(member);
    const tell = (action: string, client: (typeof added)[number]) => ({
      event: { action, target, metadata: { client: client.slug, name: client.name } },
      clientId: client.id,
    });
    const whole = {
      action: seesWholeLog ? "user.permission_granted" : "user.permission_revoked",
      target,
      before: { "log:read_whole": member.seesWholeLog },
      after: { "log:read_whole": seesWholeLog },
    };
    const events = [
      ...added.map((client) => tell("user.client_assigned", client)),
      ...removed.map((client) => tell("user.client_unassigned", client)),
      ...(member.seesWholeLog === seesWholeLog ? [] : [{ event: whole, clientId: null }]),
    ];
    return {
      value: { member, added, removed },
      event: events.length > 0 ? events : none("nothing was changed"),
    };
  },
);
