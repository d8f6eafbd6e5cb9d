CREATE TABLE "custody"."case_links" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"case_id" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"reader" text NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"view_count" integer DEFAULT 0 NOT NULL,
	"viewed_at" timestamp with time zone,
	CONSTRAINT "case_links_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "case_links_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "case_links_have_a_reader" CHECK (reader <> '')
);
--> statement-breakpoint
CREATE TABLE "custody"."case_notes" (
	"organization_id" uuid NOT NULL,
	"case_id" text NOT NULL,
	"number" integer NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"note" text NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_notes_organization_id_case_id_number_pk" PRIMARY KEY("organization_id","case_id","number")
);
--> statement-breakpoint
CREATE TABLE "custody"."case_pins" (
	"organization_id" uuid NOT NULL,
	"case_id" text NOT NULL,
	"entry_id" text NOT NULL,
	"idx" bigint NOT NULL,
	"author" jsonb NOT NULL,
	"pinned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_pins_organization_id_case_id_entry_id_pk" PRIMARY KEY("organization_id","case_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."cases" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"impact" text DEFAULT '' NOT NULL,
	"cause" text DEFAULT '' NOT NULL,
	"resolution" text DEFAULT '' NOT NULL,
	"began_at" timestamp with time zone,
	"detected_at" timestamp with time zone,
	"fixed_at" timestamp with time zone,
	"author" jsonb NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "cases_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."evidence_packs" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"requester_id" text NOT NULL,
	"requester" jsonb NOT NULL,
	"client_id" uuid,
	"purpose" text NOT NULL,
	"sections" jsonb NOT NULL,
	"period_name" text NOT NULL,
	"range_from" text NOT NULL,
	"range_to" text NOT NULL,
	"zone" text NOT NULL,
	"prepared_for" text NOT NULL,
	"note" text NOT NULL,
	"upto" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"epoch_index" bigint,
	"tlog_proof" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"entry_count" bigint NOT NULL,
	"done_count" bigint DEFAULT 0 NOT NULL,
	"parts" jsonb NOT NULL,
	"verdict" jsonb,
	"sha256" text,
	"bytes" bigint,
	"error" text,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	CONSTRAINT "evidence_packs_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "evidence_packs_have_a_known_state" CHECK (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
	CONSTRAINT "evidence_packs_are_done_with_a_hash" CHECK (state <> 'done' or sha256 is not null)
);
--> statement-breakpoint
CREATE TABLE "custody"."pack_drafts" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"choices" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pack_drafts_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."review_findings" (
	"organization_id" uuid NOT NULL,
	"review_id" text NOT NULL,
	"number" integer NOT NULL,
	"weight" text NOT NULL,
	"finding" text NOT NULL,
	"entry_id" text,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_findings_organization_id_review_id_number_pk" PRIMARY KEY("organization_id","review_id","number"),
	CONSTRAINT "review_findings_have_a_known_weight" CHECK (weight in ('note', 'minor', 'major'))
);
--> statement-breakpoint
CREATE TABLE "custody"."review_plans" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"area" text NOT NULL,
	"cadence" text NOT NULL,
	"starts_on" text NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "review_plans_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "review_plans_have_a_known_cadence" CHECK (cadence in ('month', 'quarter', 'year'))
);
--> statement-breakpoint
CREATE TABLE "custody"."reviews" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"area" text NOT NULL,
	"client_id" uuid,
	"range_from" text NOT NULL,
	"range_to" text NOT NULL,
	"upto" bigint NOT NULL,
	"entry_count" bigint NOT NULL,
	"reviewer_id" text NOT NULL,
	"reviewer" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"conclusion" text,
	"signer" jsonb,
	"signed_at" timestamp with time zone,
	"discarded_at" timestamp with time zone,
	CONSTRAINT "reviews_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "reviews_are_signed_with_a_conclusion" CHECK ((signed_at is null) = (conclusion is null)
        and (signed_at is null) = (signer is null)),
	CONSTRAINT "reviews_are_signed_or_discarded" CHECK (signed_at is null or discarded_at is null)
);
--> statement-breakpoint
ALTER TABLE "custody"."case_links" ADD CONSTRAINT "case_links_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."case_links" ADD CONSTRAINT "case_links_are_of_a_case" FOREIGN KEY ("organization_id","case_id") REFERENCES "custody"."cases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."case_notes" ADD CONSTRAINT "case_notes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."case_notes" ADD CONSTRAINT "case_notes_are_of_a_case" FOREIGN KEY ("organization_id","case_id") REFERENCES "custody"."cases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."case_pins" ADD CONSTRAINT "case_pins_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."case_pins" ADD CONSTRAINT "case_pins_are_of_a_case" FOREIGN KEY ("organization_id","case_id") REFERENCES "custody"."cases"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."cases" ADD CONSTRAINT "cases_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."evidence_packs" ADD CONSTRAINT "evidence_packs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."evidence_packs" ADD CONSTRAINT "evidence_packs_are_of_a_client_of_the_organization" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."pack_drafts" ADD CONSTRAINT "pack_drafts_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."review_findings" ADD CONSTRAINT "review_findings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."review_findings" ADD CONSTRAINT "review_findings_are_of_a_review" FOREIGN KEY ("organization_id","review_id") REFERENCES "custody"."reviews"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."review_plans" ADD CONSTRAINT "review_plans_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."reviews" ADD CONSTRAINT "reviews_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."reviews" ADD CONSTRAINT "reviews_are_of_a_client_of_the_organization" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_pins_by_entry" ON "custody"."case_pins" USING btree ("organization_id","entry_id");--> statement-breakpoint
CREATE INDEX "cases_by_age" ON "custody"."cases" USING btree ("organization_id","opened_at");--> statement-breakpoint
CREATE INDEX "evidence_packs_by_age" ON "custody"."evidence_packs" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "evidence_packs_due" ON "custody"."evidence_packs" USING btree ("created_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "reviews_by_age" ON "custody"."reviews" USING btree ("organization_id","created_at");