CREATE TABLE "custody"."export_addresses" (
	"organization_id" uuid NOT NULL,
	"email" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"asked_by" jsonb NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "export_addresses_organization_id_email_pk" PRIMARY KEY("organization_id","email"),
	CONSTRAINT "export_addresses_are_one_address" CHECK (email ~ '^[!-~]+@[a-z0-9.-]+$')
);
--> statement-breakpoint
CREATE TABLE "custody"."export_schedules" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"creator_id" uuid NOT NULL,
	"creator" jsonb NOT NULL,
	"format" text NOT NULL,
	"with_manifest" boolean DEFAULT false NOT NULL,
	"query" text NOT NULL,
	"cadence" text NOT NULL,
	"weekday" integer NOT NULL,
	"monthday" integer NOT NULL,
	"local_time" text NOT NULL,
	"zone" text NOT NULL,
	"recipients" text[] NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"reason" text,
	"next_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	CONSTRAINT "export_schedules_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "export_schedules_have_a_known_state" CHECK (state in ('active', 'paused', 'disabled')),
	CONSTRAINT "export_schedules_go_to_somebody" CHECK (cardinality(recipients) between 1 and 20)
);
--> statement-breakpoint
CREATE TABLE "custody"."export_sends" (
	"organization_id" uuid NOT NULL,
	"schedule_id" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"export_id" text,
	"state" text NOT NULL,
	"entry_count" bigint,
	"sha256" text,
	"recipients" text[] DEFAULT '{}' NOT NULL,
	"why" text,
	"finished_at" timestamp with time zone,
	CONSTRAINT "export_sends_organization_id_schedule_id_due_at_pk" PRIMARY KEY("organization_id","schedule_id","due_at"),
	CONSTRAINT "export_sends_have_a_known_state" CHECK (state in ('writing', 'sent', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "custody"."export_requests" ADD COLUMN "schedule_id" text;--> statement-breakpoint
ALTER TABLE "custody"."export_requests" ADD COLUMN "shared_with" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."mails" ADD COLUMN "attached_export_id" text;--> statement-breakpoint
ALTER TABLE "custody"."export_addresses" ADD CONSTRAINT "export_addresses_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."export_schedules" ADD CONSTRAINT "export_schedules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."export_sends" ADD CONSTRAINT "export_sends_are_of_a_schedule" FOREIGN KEY ("organization_id","schedule_id") REFERENCES "custody"."export_schedules"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_schedules_due" ON "custody"."export_schedules" USING btree ("next_at") WHERE state = 'active';--> statement-breakpoint
CREATE INDEX "export_sends_under_way" ON "custody"."export_sends" USING btree ("due_at") WHERE state = 'writing';