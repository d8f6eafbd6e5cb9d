CREATE TABLE "custody"."notification_choices" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"choices" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_choices_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "custody"."notifications" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"sentence" text NOT NULL,
	"href" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"is_for_digest" boolean DEFAULT false NOT NULL,
	CONSTRAINT "notifications_organization_id_user_id_id_pk" PRIMARY KEY("organization_id","user_id","id")
);
--> statement-breakpoint
ALTER TABLE "custody"."notification_choices" ADD CONSTRAINT "notification_choices_are_of_a_member" FOREIGN KEY ("organization_id","user_id") REFERENCES "custody"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "custody"."notifications" ADD CONSTRAINT "notifications_are_of_a_member" FOREIGN KEY ("organization_id","user_id") REFERENCES "custody"."memberships"("organization_id","user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notifications_by_age" ON "custody"."notifications" USING btree ("organization_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_for_a_digest" ON "custody"."notifications" USING btree ("organization_id") WHERE is_for_digest;