CREATE SCHEMA IF NOT EXISTS "custody";
--> statement-breakpoint
CREATE TABLE "custody"."api_keys" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"public_id" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"last_characters" text NOT NULL,
	"name" text NOT NULL,
	"scopes" text[] NOT NULL,
	"client_id" uuid,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "api_keys_public_id_is_unique" UNIQUE("public_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."folded_events" (
	"organization_id" uuid NOT NULL,
	"fold_key" text NOT NULL,
	"window_start_at" timestamp with time zone NOT NULL,
	"folded_count" bigint NOT NULL,
	"reported_count" bigint NOT NULL,
	"event" text NOT NULL,
	"source" text NOT NULL,
	"client_id" uuid,
	"key_id" text,
	"first_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"last_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "folded_events_organization_id_fold_key_window_start_at_pk" PRIMARY KEY("organization_id","fold_key","window_start_at")
);
--> statement-breakpoint
CREATE TABLE "custody"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"organization_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"ip" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "custody"."entries" (
	"organization_id" uuid NOT NULL,
	"idx" bigint NOT NULL,
	"sidx" bigint NOT NULL,
	"recorded_at" timestamp(6) with time zone NOT NULL,
	"client_slot" integer NOT NULL,
	"prev_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"org_prev_hash" "bytea" NOT NULL,
	"org_hash" "bytea" NOT NULL,
	"body_root" "bytea" NOT NULL,
	"entry_key" "bytea",
	"fields" text[] NOT NULL,
	"id" text NOT NULL,
	"client_id" uuid,
	"occurred_at" timestamp(6) with time zone,
	"action" text NOT NULL,
	"category" text NOT NULL,
	"verb" text NOT NULL,
	"outcome" text NOT NULL,
	"source" text NOT NULL,
	"vendor" text,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"target_type" text,
	"target_id" text,
	"ip" "inet",
	"key_id" text,
	"session_id" text,
	"request_id" text,
	CONSTRAINT "entries_organization_id_idx_pk" PRIMARY KEY("organization_id","idx"),
	CONSTRAINT "entries_id_is_unique" UNIQUE("organization_id","id"),
	CONSTRAINT "entries_stream_position_is_unique" UNIQUE("organization_id","client_slot","sidx"),
	CONSTRAINT "entries_hash_is_sha256_ck" CHECK (octet_length("custody"."entries"."hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "custody"."idempotency_keys" (
	"organization_id" uuid NOT NULL,
	"key" text NOT NULL,
	"content_hash" "bytea" NOT NULL,
	"idx" bigint NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_key_pk" PRIMARY KEY("organization_id","key")
);
--> statement-breakpoint
CREATE TABLE "custody"."organization_heads" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"stream_width" integer NOT NULL,
	"is_demo" boolean NOT NULL,
	"min_idx" bigint NOT NULL,
	"next_idx" bigint NOT NULL,
	"last_hash" "bytea" NOT NULL,
	"last_recorded_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "organization_heads_hash_is_sha256_ck" CHECK (octet_length("custody"."organization_heads"."last_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "custody"."stream_heads" (
	"organization_id" uuid NOT NULL,
	"client_slot" integer NOT NULL,
	"client_id" uuid,
	"next_sidx" bigint NOT NULL,
	"last_hash" "bytea" NOT NULL,
	CONSTRAINT "stream_heads_organization_id_client_slot_pk" PRIMARY KEY("organization_id","client_slot"),
	CONSTRAINT "stream_heads_client_has_one" UNIQUE NULLS NOT DISTINCT("organization_id","client_id"),
	CONSTRAINT "stream_heads_hash_is_sha256_ck" CHECK (octet_length("custody"."stream_heads"."last_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "custody"."client_assignments" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	CONSTRAINT "client_assignments_organization_id_client_id_user_id_pk" PRIMARY KEY("organization_id","client_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."clients" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"slot" integer NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "clients_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "clients_slug_is_unique" UNIQUE("organization_id","slug"),
	CONSTRAINT "clients_slot_is_unique" UNIQUE("organization_id","slot")
);
--> statement-breakpoint
CREATE TABLE "custody"."installation" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"origin" text NOT NULL,
	"log_key" text NOT NULL,
	"export_key" text NOT NULL,
	"organization_width" integer DEFAULT 256 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "installation_is_single_ck" CHECK ("custody"."installation"."id")
);
--> statement-breakpoint
CREATE TABLE "custody"."memberships" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"sees_whole_log" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id"),
	CONSTRAINT "memberships_role_is_known_ck" CHECK ("custody"."memberships"."role" in ('owner', 'admin', 'technician', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "custody"."organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"slot" integer NOT NULL,
	"is_demo" boolean NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_is_unique" UNIQUE("slug"),
	CONSTRAINT "organizations_slot_is_unique" UNIQUE("slot")
);
--> statement-breakpoint
CREATE TABLE "custody"."users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	CONSTRAINT "users_email_is_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD CONSTRAINT "api_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD CONSTRAINT "api_keys_name_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."folded_events" ADD CONSTRAINT "folded_events_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "custody"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."sessions" ADD CONSTRAINT "sessions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."client_assignments" ADD CONSTRAINT "client_assignments_name_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."client_assignments" ADD CONSTRAINT "client_assignments_name_a_member" FOREIGN KEY ("organization_id","user_id") REFERENCES "custody"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."clients" ADD CONSTRAINT "clients_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD CONSTRAINT "memberships_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "custody"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "custody"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "entries_happened_elsewhen" ON "custody"."entries" USING btree ("organization_id","occurred_at") WHERE occurred_at - recorded_at > interval '2 minutes' or recorded_at - occurred_at > interval '2 minutes';