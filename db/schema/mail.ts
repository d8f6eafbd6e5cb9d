import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, custody } from "./custody";
import { organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });

/** Written in the transaction of what a mail tells of; the worker sends it afterwards. */
export const mails = custody.table(
  "mails",
  {
    organizationId: uuid()
      .notNull()
      .references(() => organizations.id),
    id: uuid().notNull(),
    recipient: text().notNull(),
    subject: text().notNull(),
    /** Encrypted, since a mail can hold a link that signs in; gone once it was sent. */
    sealedBody: bytea(),
    /** The export whose file goes with it. */
    attachedExportId: text(),
    createdAt: instant().notNull().defaultNow(),
    dueAt: instant().notNull().defaultNow(),
    attemptCount: integer().notNull().default(0),
    sentAt: instant(),
    failedAt: instant(),
    lastError: text(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("mails_waiting")
      .on(table.dueAt)
      .where(sql`sent_at is null and failed_at is null`),
    check(
      "mails_recipient_is_one_address_ck",
      sql`${table.recipient} ~ '^[!-~]+@[A-Za-z0-9.-]+$'`,
    ),
    check("mails_subject_is_one_line_ck", sql`${table.subject} !~ '[[:cntrl:]]'`),
  ],
);

/** A client's contacts get the head of their stream once a week. */
export const headMails = custody.table(
  "head_mails",
  {
    organizationId: uuid().notNull(),
    clientId: uuid().notNull(),
    /** The Monday that the week begins with. */
    week: date().notNull(),
    epochIndex: bigint({ mode: "number" }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.clientId, table.week] }),
  ],
);
