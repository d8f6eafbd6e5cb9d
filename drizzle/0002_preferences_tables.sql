CREATE TABLE "custody"."preferences" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "preferences_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "custody"."preferences" ADD CONSTRAINT "preferences_belong_to_a_member" FOREIGN KEY ("organization_id","user_id") REFERENCES "custody"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;