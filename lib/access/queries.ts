import { sql } from "drizzle-orm";
import { getDatabase } from "@/db/client";
import { inScope } from "@/lib/runtime/transaction";
import { isGranted, type Overrides } from "./overrides";
import type { KeyScope, Permission, Role } from "./policy";

export type KeyRecord = {
  organizationId: string;
  id: string;
  secretHash: Buffer;
  name: string;
  scopes: KeyScope[];
  clientId: string | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  allowedIps: string[];
};

/** How far a sign-in has come; only a full session opens anything. */
export type SessionStage = "full" | "second_factor" | "enrolment";

export type SessionRecord = {
  id: string;
  organizationId: string;
  userId: string;
  email: string;
  name: string;
  role: Role;
  /** Of a contact: the client whose portal it is; null for staff. */
  clientId: string | null;
  seesWholeLog: boolean;
  stage: SessionStage;
  method: string;
  /** Its person has another role than this id was given out for. */
  isRenewalDue: boolean;
  /** Not noted as seen for a while. */
  isStale: boolean;
  provedSecondsAgo: number | null;
};

/** Somebody at the door, in one of their organizations. */
export type Arrival = {
  userId: string;
  email: string;
  name: string;
  passwordHash: string | null;
  isDisabled: boolean;
  organizationId: string | null;
  role: Role | null;
  clientId: string | null;
  hasSecondFactor: boolean;
  needsSecondFactor: boolean;
  sessionHours: number;
};

export type OrganizationRecord = {
  id: string;
  slug: string;
  name: string;
  isDemo: boolean;
  timeZone: string;
};

export async function findApiKey(publicId: string): Promise<KeyRecord | null> {
  const [row] = await getDatabase("ingest").execute<KeyRecord>(sql`
    select organization_id as "organizationId", id, secret_hash as "secretHash", name,
      scopes, client_id as "clientId", expires_at as "expiresAt",
      revoked_at as "revokedAt", allowed_ips as "allowedIps"
    from custody.find_api_key(${publicId})`);
  return row ?? null;
}

export async function findSession(id: string): Promise<SessionRecord | null> {
  const [row] = await getDatabase().execute<SessionRecord>(sql`
    select id, organization_id as "organizationId", user_id as "userId", email, name,
      role, client_id as "clientId", sees_whole_log as "seesWholeLog", stage, method,
      coalesce(issued_role <> role, false) as "isRenewalDue",
      last_seen_at < clock_timestamp() - interval '1 minute' as "isStale", proved_seconds_ago as "provedSecondsAgo"
    from custody.find_session(${id})`);
  return row ?? null;
}

/** Whose session it is or was. */
export async function findPersonOfSession(id: string): Promise<string | null> {
  const [row] = await getDatabase().execute<{ id: string | null }>(
    sql`select custody.find_person_of_session(${id}) as id`,
  );
  return row?.id ?? null;
}

/** A person with each of their organizations, the last used first. */
export async function listArrivals(
  who: { email: string } | { userId: string },
): Promise<Arrival[]> {
  const email = "email" in who ? who.email : null;
  const userId = "userId" in who ? who.userId : null;
  const rows = await getDatabase().execute<Arrival>(sql`
    select user_id as "userId", email, name, password_hash as "passwordHash",
      disabled_at is not null as "isDisabled", organization_id as "organizationId", role,
      client_id as "clientId", has_second_factor as "hasSecondFactor",
      coalesce(needs_second_factor, false) as "needsSecondFactor",
      session_hours as "sessionHours"
    from custody.find_arrivals(${email}, ${userId}::uuid)`);
  return [...rows];
}

export async function findOrganization(slug: string): Promise<OrganizationRecord | null> {
  const [row] = await getDatabase().execute<OrganizationRecord>(sql`
    select id, slug, name, is_demo as "isDemo", time_zone as "timeZone"
    from custody.find_organization(${slug})`);
  return row ?? null;
}

export async function findOnlyOrganizationId(): Promise<string | null> {
  const [row] = await getDatabase().execute<{ id: string | null }>(sql`
    select custody.find_only_organization() as id`);
  return row?.id ?? null;
}

export type Standing = {
  overrides: Overrides;
  /** The clients a reader without the whole log is limited to. */
  assignedClientIds: string[] | null;
};

type Member = Pick<SessionRecord, "organizationId" | "userId" | "role" | "seesWholeLog">;

/** What the organization says of a person's role, and which clients are theirs, now. */
export async function findStanding(member: Member): Promise<Standing> {
  const { organizationId, userId, role } = member;
  if (role === "portal") return { overrides: {}, assignedClientIds: null };
  return inScope({ organizationId, clientId: null }, async (tx) => {
    const said = await tx.execute<{ permission: Permission; isGranted: boolean }>(sql`
      select permission, is_granted as "isGranted" from custody.role_permissions
      where organization_id = ${organizationId}::uuid and role = ${role}`);
    const overrides: Overrides = Object.fromEntries(
      said.map((row) => [row.permission, row.isGranted]),
    );
    const isWhole = member.seesWholeLog || isGranted(role, "log:read_whole", overrides);
    if (isWhole) return { overrides, assignedClientIds: null };
    const rows = await tx.execute<{ clientId: string }>(sql`
      select client_id as "clientId" from custody.client_assignments
      where organization_id = ${organizationId}::uuid and user_id = ${userId}::uuid`);
    return { overrides, assignedClientIds: rows.map((row) => row.clientId) };
  });
}

export async function checkDatabase(): Promise<void> {
  await getDatabase("ingest").execute(sql`select 1`);
}
