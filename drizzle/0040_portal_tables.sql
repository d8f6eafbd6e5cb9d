CREATE TABLE "custody"."client_logos" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"content" "bytea" NOT NULL,
	"media_type" text NOT NULL,
	"digest" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "client_logos_organization_id_client_id_pk" PRIMARY KEY("organization_id","client_id"),
	CONSTRAINT "client_logos_are_raster_ck" CHECK ("custody"."client_logos"."media_type" in ('image/png', 'image/jpeg'))
);
--> statement-breakpoint
CREATE TABLE "custody"."client_portals" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"staff_names" text NOT NULL,
	"shows_addresses" boolean NOT NULL,
	"shows_notes" boolean NOT NULL,
	"hidden_categories" text[] NOT NULL,
	"display_name" text,
	"brand_light" text,
	"brand_dark" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "client_portals_organization_id_client_id_pk" PRIMARY KEY("organization_id","client_id"),
	CONSTRAINT "client_portals_staff_names_are_known_ck" CHECK ("custody"."client_portals"."staff_names" in ('full', 'first', 'role'))
);
--> statement-breakpoint
ALTER TABLE "custody"."memberships" DROP CONSTRAINT "memberships_role_is_known_ck";--> statement-breakpoint
ALTER TABLE "custody"."export_requests" ADD COLUMN "is_for_portal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD COLUMN "contact_id" uuid;--> statement-breakpoint
ALTER TABLE "custody"."client_logos" ADD CONSTRAINT "client_logos_are_of_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."client_portals" ADD CONSTRAINT "client_portals_are_of_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD CONSTRAINT "memberships_contact_is_one_person" UNIQUE("organization_id","contact_id");--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD CONSTRAINT "memberships_of_the_portal_have_a_contact_ck" CHECK (("custody"."memberships"."role" = 'portal') = ("custody"."memberships"."contact_id" is not null));--> statement-breakpoint
ALTER TABLE "custody"."memberships" ADD CONSTRAINT "memberships_role_is_known_ck" CHECK ("custody"."memberships"."role" in ('owner', 'admin', 'technician', 'auditor', 'portal'));