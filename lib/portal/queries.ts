import { and, eq, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clientLogos, clientPortals, clients, memberships, users } from "@/db/schema";
import type { Scope } from "@/lib/access/model";
import { readInScope } from "@/lib/runtime/transaction";
import { defaultChoices, type PortalChoices } from "./choices";
import type { StaffMember } from "./names";
import { createProjection, type Project } from "./projection";

export type PortalLook = {
  displayName: string | null;
  brandLight: string | null;
  brandDark: string | null;
  logo: { digest: string; width: number; height: number } | null;
};

export type Portal = {
  clientId: string;
  slug: string;
  clientName: string;
  timeZone: string;
  choices: PortalChoices;
  look: PortalLook;
};

/** One client's portal as its MSP set it up. */
export async function findPortal(
  tx: Tx,
  organizationId: string,
  clientId: string,
): Promise<Portal> {
  const [row] = await tx
    .select({
      slug: clients.slug,
      clientName: clients.name,
      timeZone: clients.timeZone,
      staffNames: clientPortals.staffNames,
      showsAddresses: clientPortals.showsAddresses,
      showsNotes: clientPortals.showsNotes,
      hiddenCategories: clientPortals.hiddenCategories,
      displayName: clientPortals.displayName,
      brandLight: clientPortals.brandLight,
      brandDark: clientPortals.brandDark,
      digest: clientLogos.digest,
      width: clientLogos.width,
      height: clientLogos.height,
    })
    .from(clients)
    .leftJoin(
      clientPortals,
      and(
        eq(clientPortals.organizationId, clients.organizationId),
        eq(clientPortals.clientId, clients.id),
      ),
    )
    .leftJoin(
      clientLogos,
      and(
        eq(clientLogos.organizationId, clients.organizationId),
        eq(clientLogos.clientId, clients.id),
      ),
    )
    .where(and(eq(clients.organizationId, organizationId), eq(clients.id, clientId)));
  if (!row) throw new Error("a portal is of a client");
  const { slug, clientName, timeZone, displayName, brandLight, brandDark } = row;
  const { digest, width, height } = row;
  const logo =
    digest === null ? null : { digest, width: width ?? 0, height: height ?? 0 };
  return {
    clientId,
    slug,
    clientName,
    timeZone,
    choices:
      row.staffNames === null
        ? defaultChoices
        : {
            staffNames: row.staffNames as PortalChoices["staffNames"],
            showsAddresses: row.showsAddresses ?? false,
            showsNotes: row.showsNotes ?? false,
            hiddenCategories: row.hiddenCategories ?? [],
          },
    look: { displayName, brandLight, brandDark, logo },
  };
}

/** Whose names a text may hold that its client is not to read. */
export function listStaff(tx: Tx, organizationId: string): Promise<StaffMember[]> {
  return tx
    .select({ name: users.name, email: users.email, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(eq(memberships.organizationId, organizationId), ne(memberships.role, "portal")),
    );
}

export type Reader = { scope: Scope; choices: PortalChoices; project: Project };

/** Who reads a client's portal: everything they get is projected. */
export async function openReader(scope: Scope): Promise<Reader & { portal: Portal }> {
  const { organizationId, clientId } = scope;
  if (clientId === null) throw new Error("a portal is of one client");
  return readInScope(scope, async (tx) => {
    const portal = await findPortal(tx, organizationId, clientId);
    const { choices } = portal;
    const project = createProjection(choices, await listStaff(tx, organizationId));
    return { scope, choices, project, portal };
  });
}

export async function findClientLogo(tx: Tx, organizationId: string, clientId: string) {
  const [row] = await tx
    .select()
    .from(clientLogos)
    .where(
      and(
        eq(clientLogos.organizationId, organizationId),
        eq(clientLogos.clientId, clientId),
      ),
    );
  return row ?? null;
}
