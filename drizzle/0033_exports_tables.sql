CREATE TABLE "custody"."export_requests" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"requester_id" text NOT NULL,
	"requester" jsonb NOT NULL,
	"client_id" uuid,
	"own_user_id" uuid,
	"own_client_ids" uuid[],
	"format" text NOT NULL,
	"query" text NOT NULL,
	"range_from" text,
	"range_to" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"row_count" bigint NOT NULL,
	"done_count" bigint DEFAULT 0 NOT NULL,
	"position" bigint,
	"written_bytes" bigint DEFAULT 0 NOT NULL,
	"altered_count" integer DEFAULT 0 NOT NULL,
	"verdict" jsonb,
	"sha256" text,
	"error" text,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	CONSTRAINT "export_requests_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "export_requests_have_a_known_state" CHECK (state in ('queued', 'running', 'done', 'failed', 'cancelled', 'expired')),
	CONSTRAINT "export_requests_are_done_with_a_hash" CHECK ((state in ('done', 'expired')) = (sha256 is not null))
);
--> statement-breakpoint
ALTER TABLE "custody"."export_requests" ADD CONSTRAINT "export_requests_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."export_requests" ADD CONSTRAINT "export_requests_are_of_a_client_of_the_organization" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_requests_by_age" ON "custody"."export_requests" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "export_requests_due" ON "custody"."export_requests" USING btree ("created_at") WHERE state in ('queued', 'running');