CREATE TABLE "custody"."mails" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"sealed_body" "bytea",
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "mails_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "mails_recipient_is_one_address_ck" CHECK ("custody"."mails"."recipient" ~ '^[!-~]+@[A-Za-z0-9.-]+$'),
	CONSTRAINT "mails_subject_is_one_line_ck" CHECK ("custody"."mails"."subject" !~ '[[:cntrl:]]')
);
--> statement-breakpoint
CREATE TABLE "custody"."invitations" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "invitations_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "invitations_token_hash_is_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD COLUMN "stage" text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD COLUMN "method" text DEFAULT 'password' NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD COLUMN "issued_role" text;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD COLUMN "proved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "custody"."mails" ADD CONSTRAINT "mails_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."invitations" ADD CONSTRAINT "invitations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mails_waiting" ON "custody"."mails" USING btree ("due_at") WHERE sent_at is null and failed_at is null;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD CONSTRAINT "sessions_stage_is_known_ck" CHECK ("custody"."sessions"."stage" in ('full', 'second_factor', 'enrolment'));