CREATE TABLE "custody"."default_views" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"view_id" text NOT NULL,
	CONSTRAINT "default_views_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."saved_views" (
	"organization_id" uuid NOT NULL,
	"id" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"is_shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saved_views_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "saved_views_name_is_unique" UNIQUE("organization_id","owner_id","name")
);
--> statement-breakpoint
ALTER TABLE "custody"."default_views" ADD CONSTRAINT "default_views_belong_to_a_member" FOREIGN KEY ("organization_id","user_id") REFERENCES "custody"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."saved_views" ADD CONSTRAINT "saved_views_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "custody"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."saved_views" ADD CONSTRAINT "saved_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "custody"."users"("id") ON DELETE no action ON UPDATE no action;