import { primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { organizations } from "./organizations";

/** What people of an organization told of the product; each is an entry of the log too. */
export const feedback = custody.table(
  "feedback",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: text().notNull(),
    userId: uuid().notNull(),
    /** As it was then. */
    userName: text().notNull(),
    topic: text().notNull(),
    message: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.id] })],
);
