CREATE TABLE "custody"."erased_entries" (
	"organization_id" uuid NOT NULL,
	"idx" bigint NOT NULL,
	"salts" "bytea" NOT NULL,
	CONSTRAINT "erased_entries_organization_id_idx_pk" PRIMARY KEY("organization_id","idx")
);
--> statement-breakpoint
CREATE TABLE "custody"."erased_fields" (
	"organization_id" uuid NOT NULL,
	"idx" bigint NOT NULL,
	"slot" integer NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"record_idx" bigint NOT NULL,
	"erasure_id" uuid NOT NULL,
	"erased_at" timestamp(6) with time zone NOT NULL,
	"is_open" boolean DEFAULT true NOT NULL,
	CONSTRAINT "erased_fields_organization_id_idx_slot_pk" PRIMARY KEY("organization_id","idx","slot")
);
--> statement-breakpoint
CREATE TABLE "custody"."erasures" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject" text,
	"basis" text NOT NULL,
	"reason" text NOT NULL,
	"below_idx" bigint NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"approved_by" uuid,
	"approved_at" timestamp(6) with time zone,
	"entry_count" integer DEFAULT 0 NOT NULL,
	"field_count" integer DEFAULT 0 NOT NULL,
	"last_erased_at" timestamp(6) with time zone,
	"ended_at" timestamp(6) with time zone,
	"outcome" text,
	CONSTRAINT "erasures_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "custody"."erasures" ADD CONSTRAINT "erasures_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erased_fields_by_time" ON "custody"."erased_fields" USING btree ("organization_id","erased_at");--> statement-breakpoint
CREATE INDEX "erased_fields_by_record" ON "custody"."erased_fields" USING btree ("organization_id","record_idx");