import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { custody } from "./custody";
import { clients, organizations } from "./organizations";

const instant = () => timestamp({ withTimezone: true });
const size = () => bigint({ mode: "number" });
const organizationId = () =>
  uuid()
    .notNull()
    .references(() => organizations.id);

/** What somebody looked at, as it was then, and what they concluded. */
export const reviews = custody.table(
  "reviews",
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    /** The canonical query of the log, frozen by `upto`. */
    query: text().notNull(),
    /** The same without its range: what coverage compares. */
    area: text().notNull(),
    /** The one client it is about; null for several, or for the whole log. */
    clientId: uuid(),
    rangeFrom: text().notNull(),
    rangeTo: text().notNull(),
    upto: size().notNull(),
    entryCount: size().notNull(),
    reviewerId: text().notNull(),
    reviewer: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
    conclusion: text(),
    signer: jsonb(),
    signedAt: instant(),
    discardedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    index("reviews_by_age").on(table.organizationId, table.createdAt),
    foreignKey({
      name: "reviews_are_of_a_client_of_the_organization",
      columns: [table.organizationId, table.clientId],
      foreignColumns: [clients.organizationId, clients.id],
    }),
    check(
      "reviews_are_signed_with_a_conclusion",
      sql`(signed_at is null) = (conclusion is null)
        and (signed_at is null) = (signer is null)`,
    ),
    check(
      "reviews_are_signed_or_discarded",
      sql`signed_at is null or discarded_at is null`,
    ),
  ],
);

/** What a review came upon, in its order. */
export const reviewFindings = custody.table(
  "review_findings",
  {
    organizationId: organizationId(),
    reviewId: text().notNull(),
    number: integer().notNull(),
    weight: text().notNull(),
    finding: text().notNull(),
    entryId: text(),
    author: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.reviewId, table.number] }),
    foreignKey({
      name: "review_findings_are_of_a_review",
      columns: [table.organizationId, table.reviewId],
      foreignColumns: [reviews.organizationId, reviews.id],
    }),
    check(
      "review_findings_have_a_known_weight",
      sql`weight in ('note', 'minor', 'major')`,
    ),
  ],
);

/** What is to be reviewed, and how often. */
export const reviewPlans = custody.table(
  "review_plans",
  {
    organizationId: organizationId(),
    id: text().notNull(),
    name: text().notNull(),
    area: text().notNull(),
    cadence: text().notNull(),
    /** The first day of its first period. */
    startsOn: text().notNull(),
    author: jsonb().notNull(),
    createdAt: instant().notNull().defaultNow(),
    endedAt: instant(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.id] }),
    check(
      "review_plans_have_a_known_cadence",
      sql`cadence in ('month', 'quarter', 'year')`,
    ),
  ],
);
