CREATE TABLE "custody"."alert_notes" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"alert_id" text NOT NULL,
	"author" jsonb NOT NULL,
	"note" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_notes_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."alerts" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"rule_id" text NOT NULL,
	"version" integer NOT NULL,
	"idx" bigint NOT NULL,
	"group_key" text NOT NULL,
	"severity" text NOT NULL,
	"client_id" uuid,
	"actor_id" text,
	"facts" text NOT NULL,
	"entry_id" text,
	"entry_idx" bigint,
	"was_muted" boolean NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"owner_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alerts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "alerts_have_one_cause" UNIQUE("organization_id","rule_id","group_key","idx"),
	CONSTRAINT "alerts_have_a_known_state" CHECK (state in ('open', 'acknowledged', 'resolved'))
);
--> statement-breakpoint
CREATE TABLE "custody"."rule_cursors" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"next_idx" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "custody"."rule_states" (
	"organization_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"version" integer NOT NULL,
	"key" text NOT NULL,
	"state" text NOT NULL,
	"due_at" timestamp with time zone,
	"stale_at" timestamp with time zone,
	CONSTRAINT "rule_states_organization_id_rule_id_version_key_pk" PRIMARY KEY("organization_id","rule_id","version","key")
);
--> statement-breakpoint
CREATE TABLE "custody"."rule_versions" (
	"organization_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"version" integer NOT NULL,
	"definition" text NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rule_versions_organization_id_rule_id_version_pk" PRIMARY KEY("organization_id","rule_id","version")
);
--> statement-breakpoint
CREATE TABLE "custody"."rules" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"version" integer NOT NULL,
	"is_enabled" boolean NOT NULL,
	"from_idx" bigint NOT NULL,
	"learned_version" integer DEFAULT 0 NOT NULL,
	"muted_until" timestamp with time zone,
	"built_in" text,
	"throttle" text,
	"stopped_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "rules_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "rules_are_built_in_once" UNIQUE("organization_id","built_in")
);
--> statement-breakpoint
ALTER TABLE "custody"."alert_notes" ADD CONSTRAINT "alert_notes_are_of_an_alert" FOREIGN KEY ("organization_id","alert_id") REFERENCES "custody"."alerts"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."alerts" ADD CONSTRAINT "alerts_are_of_a_version" FOREIGN KEY ("organization_id","rule_id","version") REFERENCES "custody"."rule_versions"("organization_id","rule_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."alerts" ADD CONSTRAINT "alerts_are_of_a_client_of_the_organization" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."rule_cursors" ADD CONSTRAINT "rule_cursors_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."rule_states" ADD CONSTRAINT "rule_states_are_of_a_version" FOREIGN KEY ("organization_id","rule_id","version") REFERENCES "custody"."rule_versions"("organization_id","rule_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."rule_versions" ADD CONSTRAINT "rule_versions_are_of_a_rule" FOREIGN KEY ("organization_id","rule_id") REFERENCES "custody"."rules"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."rules" ADD CONSTRAINT "rules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_notes_by_alert" ON "custody"."alert_notes" USING btree ("organization_id","alert_id");--> statement-breakpoint
CREATE INDEX "alerts_by_place" ON "custody"."alerts" USING btree ("organization_id","entry_idx");--> statement-breakpoint
CREATE INDEX "rule_states_due" ON "custody"."rule_states" USING btree ("organization_id","due_at") WHERE due_at is not null;