import { primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

export const invitations = custody.table(
  "invitations",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: uuid().notNull(),
    tokenHash: bytea().notNull().unique("invitations_token_hash_is_unique"),
    email: text().notNull(),
    name: text().notNull(),
    role: text().notNull(),
    invitedBy: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    revokedAt: instant(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
