CREATE TABLE "custody"."head_mails" (
	"organization_id" uuid NOT NULL,
	"client_id" uuid NOT NULL,
	"week" date NOT NULL,
	"epoch_index" bigint NOT NULL,
	CONSTRAINT "head_mails_organization_id_client_id_week_pk" PRIMARY KEY("organization_id","client_id","week")
);
--> statement-breakpoint
ALTER TABLE "custody"."organizations" ADD COLUMN "sends_heads" boolean DEFAULT true NOT NULL;