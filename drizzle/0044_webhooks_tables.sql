CREATE TABLE "custody"."deliveries" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"webhook_id" text NOT NULL,
	"rule_id" text,
	"rule_name" text,
	"alert_id" text,
	"payload" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "deliveries_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "deliveries_have_a_known_state" CHECK (state in ('waiting', 'delivered', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "custody"."delivery_attempts" (
	"organization_id" uuid NOT NULL,
	"delivery_id" text NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"status" integer,
	"error" text,
	"duration_ms" integer NOT NULL,
	CONSTRAINT "delivery_attempts_organization_id_delivery_id_id_pk" PRIMARY KEY("organization_id","delivery_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."webhooks" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"host" text NOT NULL,
	"sealed_url" "bytea" NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"sealed_previous_secret" "bytea",
	"previous_until" timestamp with time zone,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"stopped_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhooks_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "custody"."deliveries" ADD CONSTRAINT "deliveries_go_to_a_webhook" FOREIGN KEY ("organization_id","webhook_id") REFERENCES "custody"."webhooks"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."delivery_attempts" ADD CONSTRAINT "delivery_attempts_are_of_a_delivery" FOREIGN KEY ("organization_id","delivery_id") REFERENCES "custody"."deliveries"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."webhooks" ADD CONSTRAINT "webhooks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deliveries_by_age" ON "custody"."deliveries" USING btree ("organization_id","webhook_id","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "custody"."deliveries" USING btree ("due_at") WHERE state = 'waiting';