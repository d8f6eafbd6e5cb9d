import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { organizationLogos, organizations } from "@/db/schema";

export type OrganizationSettings = {
  name: string;
  slug: string;
  timeZone: string;
  isDemo: boolean;
  brandLight: string | null;
  brandDark: string | null;
  reasonActions: string[];
  asksForTicket: boolean;
  logo: { digest: string; width: number; height: number } | null;
};

export async function findSettings(
  tx: Tx,
  organizationId: string,
): Promise<OrganizationSettings> {
  const [row] = await tx
    .select({
      name: organizations.name,
      slug: organizations.slug,
      timeZone: organizations.timeZone,
      isDemo: organizations.isDemo,
      brandLight: organizations.brandLight,
      brandDark: organizations.brandDark,
      reasonActions: organizations.reasonActions,
      asksForTicket: organizations.asksForTicket,
    })
    .from(organizations)
    .where(eq(organizations.id, organizationId));
  if (!row) throw new Error("the organization in scope is not there");
  const [logo] = await tx
    .select({
      digest: organizationLogos.digest,
      width: organizationLogos.width,
      height: organizationLogos.height,
    })
    .from(organizationLogos)
    .where(eq(organizationLogos.organizationId, organizationId));
  return { ...row, logo: logo ?? null };
}

export async function findLogo(
  tx: Tx,
  organizationId: string,
): Promise<{ content: Uint8Array; mediaType: string; digest: string } | null> {
  const [row] = await tx
    .select({
      content: organizationLogos.content,
      mediaType: organizationLogos.mediaType,
      digest: organizationLogos.digest,
    })
    .from(organizationLogos)
    .where(eq(organizationLogos.organizationId, organizationId));
  return row ?? null;
}
