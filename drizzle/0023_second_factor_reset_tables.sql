CREATE TABLE "custody"."former_slugs" (
	"organization_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"client_id" uuid NOT NULL,
	"left_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "former_slugs_organization_id_slug_pk" PRIMARY KEY("organization_id","slug")
);
--> statement-breakpoint
ALTER TABLE "custody"."second_factors" ADD COLUMN "next_sealed_secret" "bytea";--> statement-breakpoint
ALTER TABLE "custody"."former_slugs" ADD CONSTRAINT "former_slugs_lead_to_a_client" FOREIGN KEY ("organization_id","client_id") REFERENCES "custody"."clients"("organization_id","id") ON DELETE no action ON UPDATE no action;