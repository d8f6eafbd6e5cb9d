CREATE TABLE "custody"."api_key_days" (
	"organization_id" uuid NOT NULL,
	"key_id" text NOT NULL,
	"day" date NOT NULL,
	"use_count" bigint NOT NULL,
	"refused_count" bigint NOT NULL,
	CONSTRAINT "api_key_days_organization_id_key_id_day_pk" PRIMARY KEY("organization_id","key_id","day")
);
--> statement-breakpoint
CREATE TABLE "custody"."role_permissions" (
	"organization_id" uuid NOT NULL,
	"role" text NOT NULL,
	"permission" text NOT NULL,
	"is_granted" boolean NOT NULL,
	CONSTRAINT "role_permissions_organization_id_role_permission_pk" PRIMARY KEY("organization_id","role","permission"),
	CONSTRAINT "role_permissions_role_can_change_ck" CHECK ("custody"."role_permissions"."role" in ('admin', 'technician', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "custody"."contacts" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"job_title" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"portal_granted_at" timestamp with time zone,
	CONSTRAINT "contacts_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "contacts_with_portal_access_have_an_address_ck" CHECK ("custody"."contacts"."portal_granted_at" is null or "custody"."contacts"."email" is not null)
);
--> statement-breakpoint
CREATE TABLE "custody"."organization_logos" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"content" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"digest" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_logos_are_raster_ck" CHECK ("custody"."organization_logos"."media_type" in ('image/png', 'image/jpeg'))
);
--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD COLUMN "allowed_ips" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD COLUMN "rotated_from_id" text;--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD COLUMN "last_used_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "custody"."api_keys" ADD COLUMN "last_used_ip" text;--> statement-breakpoint
ALTER TABLE "custody"."clients" ADD COLUMN "merged_into_id" uuid;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD COLUMN "expires_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "custody"."organizations" ADD COLUMN "brand_light" text;--> statement-breakpoint
ALTER TABLE "custody"."organizations" ADD COLUMN "brand_dark" text;--> statement-breakpoint
ALTER TABLE "custody"."organizations" ADD COLUMN "reason_actions" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."organizations" ADD COLUMN "asks_for_ticket" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."api_key_days" ADD CONSTRAINT "api_key_days_name_a_key" FOREIGN KEY ("organization_id","key_id") REFERENCES "custody"."api_keys"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."role_permissions" ADD CONSTRAINT "role_permissions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."contacts" ADD CONSTRAINT "contacts_belong_to_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."organization_logos" ADD CONSTRAINT "organization_logos_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_of_a_client" ON "custody"."contacts" USING btree ("organization_id","client_id");--> statement-breakpoint
ALTER TABLE "custody"."clients" ADD CONSTRAINT "clients_merge_into_a_client" FOREIGN KEY ("organization_id","merged_into_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."clients" ADD CONSTRAINT "clients_merge_into_another_ck" CHECK ("custody"."clients"."merged_into_id" <> "custody"."clients"."id");