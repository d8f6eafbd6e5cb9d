CREATE TABLE "custody"."feeds" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"channel" text NOT NULL,
	"form" text NOT NULL,
	"query" text DEFAULT '' NOT NULL,
	"host" text NOT NULL,
	"sealed_address" "bytea" NOT NULL,
	"sealed_secret" "bytea",
	"is_enabled" boolean DEFAULT true NOT NULL,
	"next_idx" bigint NOT NULL,
	"sent_count" bigint DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"healthy_at" timestamp with time zone,
	"failure_count" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"last_error" text,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feeds_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "feeds_have_a_known_channel" CHECK (channel in ('webhook', 'syslog', 'otlp', 'splunk', 'bucket')),
	CONSTRAINT "feeds_have_a_known_form" CHECK (form in ('custody', 'ocsf', 'ecs', 'cef')),
	CONSTRAINT "feeds_begin_in_the_log" CHECK (next_idx >= 0)
);
--> statement-breakpoint
ALTER TABLE "custody"."feeds" ADD CONSTRAINT "feeds_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feeds_due" ON "custody"."feeds" USING btree ("due_at") WHERE is_enabled;