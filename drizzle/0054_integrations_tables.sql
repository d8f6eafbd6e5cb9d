CREATE TABLE "custody"."integrations" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"product" text NOT NULL,
	"settings" jsonb NOT NULL,
	"sealed_credentials" "bytea" NOT NULL,
	"sealed_inbound_secret" "bytea",
	"sealed_previous_inbound_secret" "bytea",
	"previous_inbound_until" timestamp with time zone,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"checked_at" timestamp with time zone,
	"check_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integrations_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "integrations_are_with_a_known_product" CHECK (product in ('generic', 'connectwise', 'halopsa', 'autotask'))
);
--> statement-breakpoint
CREATE TABLE "custody"."write_backs" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"integration_id" text NOT NULL,
	"kind" text NOT NULL,
	"alert_id" text,
	"rule_id" text,
	"opener_id" text,
	"actor" jsonb NOT NULL,
	"work" text NOT NULL,
	"ticket_id" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_status" integer,
	"last_error" text,
	"entry_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "write_backs_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "write_backs_have_a_known_state" CHECK (state in ('waiting', 'sending', 'done', 'failed', 'unsure')),
	CONSTRAINT "write_backs_have_a_known_kind" CHECK (kind in ('test', 'create_ticket', 'set_status', 'acknowledge', 'add_time'))
);
--> statement-breakpoint
ALTER TABLE "custody"."integrations" ADD CONSTRAINT "integrations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."write_backs" ADD CONSTRAINT "write_backs_go_to_an_integration" FOREIGN KEY ("organization_id","integration_id") REFERENCES "custody"."integrations"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "write_backs_of_an_alert" ON "custody"."write_backs" USING btree ("organization_id","alert_id");--> statement-breakpoint
CREATE INDEX "write_backs_due" ON "custody"."write_backs" USING btree ("due_at") WHERE state in ('waiting', 'sending');