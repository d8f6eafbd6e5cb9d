CREATE TABLE "custody"."legal_holds" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid,
	"reason" text NOT NULL,
	"set_by" uuid NOT NULL,
	"set_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"released_by" uuid,
	"released_at" timestamp(6) with time zone,
	CONSTRAINT "legal_holds_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."prune_reminders" (
	"organization_id" uuid NOT NULL,
	"prune_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "prune_reminders_organization_id_prune_at_pk" PRIMARY KEY("organization_id","prune_at")
);
--> statement-breakpoint
CREATE TABLE "custody"."pruned_links" (
	"organization_id" uuid NOT NULL,
	"idx" bigint NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"client_slot" integer NOT NULL,
	"sidx" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"org_prev_hash" "bytea" NOT NULL,
	"org_hash" "bytea" NOT NULL,
	CONSTRAINT "pruned_links_organization_id_idx_pk" PRIMARY KEY("organization_id","idx")
);
--> statement-breakpoint
CREATE TABLE "custody"."prunes" (
	"organization_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"client_slot" integer NOT NULL,
	"client_id" uuid,
	"from_sidx" bigint NOT NULL,
	"below_sidx" bigint NOT NULL,
	"cutoff_at" timestamp(6) with time zone NOT NULL,
	"retention_days" integer NOT NULL,
	"last_idx" bigint NOT NULL,
	"announced_idx" bigint NOT NULL,
	"announced_at" timestamp(6) with time zone NOT NULL,
	"is_released" boolean DEFAULT false NOT NULL,
	"finished_at" timestamp(6) with time zone,
	CONSTRAINT "prunes_organization_id_run_id_client_slot_pk" PRIMARY KEY("organization_id","run_id","client_slot")
);
--> statement-breakpoint
CREATE TABLE "custody"."retention_proposals" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid,
	"retention_days_before" integer NOT NULL,
	"retention_days" integer NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	"effective_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"outcome" text,
	CONSTRAINT "retention_proposals_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."retention_rules" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid,
	"retention_days" integer NOT NULL,
	"updated_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "retention_rules_one_each" UNIQUE NULLS NOT DISTINCT("organization_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "custody"."legal_holds" ADD CONSTRAINT "legal_holds_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."prune_reminders" ADD CONSTRAINT "prune_reminders_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."prunes" ADD CONSTRAINT "prunes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."retention_proposals" ADD CONSTRAINT "retention_proposals_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."retention_rules" ADD CONSTRAINT "retention_rules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."retention_rules" ADD CONSTRAINT "retention_rules_name_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pruned_links_by_stream" ON "custody"."pruned_links" USING btree ("organization_id","client_slot");--> statement-breakpoint
CREATE UNIQUE INDEX "prunes_one_open_a_stream" ON "custody"."prunes" USING btree ("organization_id","client_slot") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "retention_proposals_one_open" ON "custody"."retention_proposals" USING btree ("organization_id",coalesce(client_id, organization_id)) WHERE ended_at is null;