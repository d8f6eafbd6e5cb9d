CREATE TABLE "custody"."integrity_incidents" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"opened_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	"raised_by" text NOT NULL,
	"kind" text NOT NULL,
	"first_idx" bigint,
	"last_idx" bigint,
	"client_slot" integer,
	"sidx" bigint,
	"expected" text NOT NULL,
	"found" text NOT NULL,
	"why" text NOT NULL,
	"intact" text NOT NULL,
	"announced_at" timestamp(6) with time zone,
	"notified_at" timestamp(6) with time zone,
	"closed_at" timestamp(6) with time zone,
	"closed_by" text,
	"close_reason" text,
	CONSTRAINT "integrity_incidents_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."verification_runs" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"started_at" timestamp(6) with time zone NOT NULL,
	"finished_at" timestamp(6) with time zone NOT NULL,
	"from_idx" bigint NOT NULL,
	"to_idx" bigint NOT NULL,
	"is_ok" boolean NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "verification_runs_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "custody"."verification_states" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"verified_size" bigint NOT NULL,
	"verified_at" timestamp(6) with time zone NOT NULL,
	"pass_idx" bigint NOT NULL,
	"pass_started_at" timestamp(6) with time zone,
	"pass_finished_at" timestamp(6) with time zone,
	"pass_ms" integer
);
--> statement-breakpoint
CREATE TABLE "custody"."cosignatures" (
	"epoch_index" bigint NOT NULL,
	"line" text NOT NULL,
	"received_at" timestamp(6) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "cosignatures_epoch_index_line_pk" PRIMARY KEY("epoch_index","line")
);
--> statement-breakpoint
CREATE TABLE "custody"."epochs" (
	"epoch_index" bigint PRIMARY KEY NOT NULL,
	"sealed_at" timestamp(6) with time zone NOT NULL,
	"data" text NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"path" "bytea" NOT NULL,
	"checkpoint" text NOT NULL,
	CONSTRAINT "epochs_hash_is_sha256_ck" CHECK (octet_length("custody"."epochs"."leaf_hash") = 32)
);
--> statement-breakpoint
CREATE TABLE "custody"."log_keys" (
	"verifier_key" text PRIMARY KEY NOT NULL,
	"from_epoch" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "custody"."pruned_prefixes" (
	"organization_id" uuid NOT NULL,
	"chain" integer NOT NULL,
	"size" bigint NOT NULL,
	"last_header" text NOT NULL,
	"nodes" "bytea" NOT NULL,
	"pruned_at" timestamp(6) with time zone NOT NULL,
	CONSTRAINT "pruned_prefixes_organization_id_chain_size_pk" PRIMARY KEY("organization_id","chain","size")
);
--> statement-breakpoint
CREATE TABLE "custody"."sealed_blocks" (
	"organization_id" uuid NOT NULL,
	"chain" integer NOT NULL,
	"block" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "sealed_blocks_organization_id_chain_block_pk" PRIMARY KEY("organization_id","chain","block")
);
--> statement-breakpoint
CREATE TABLE "custody"."sealed_organizations" (
	"organization_id" uuid NOT NULL,
	"epoch_index" bigint NOT NULL,
	"size" bigint NOT NULL,
	"head" text NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	CONSTRAINT "sealed_organizations_organization_id_epoch_index_pk" PRIMARY KEY("organization_id","epoch_index")
);
--> statement-breakpoint
CREATE TABLE "custody"."sealed_streams" (
	"organization_id" uuid NOT NULL,
	"client_slot" integer NOT NULL,
	"epoch_index" bigint NOT NULL,
	"client_id" uuid,
	"size" bigint NOT NULL,
	"head" text NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	CONSTRAINT "sealed_streams_organization_id_client_slot_epoch_index_pk" PRIMARY KEY("organization_id","client_slot","epoch_index")
);
--> statement-breakpoint
CREATE TABLE "custody"."vacant_keys" (
	"id" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"key" "bytea" NOT NULL,
	CONSTRAINT "vacant_keys_is_single_ck" CHECK ("custody"."vacant_keys"."id")
);
--> statement-breakpoint
ALTER TABLE "custody"."organization_heads" ADD COLUMN "is_closed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "integrity_incidents_open_once" ON "custody"."integrity_incidents" USING btree ("organization_id","kind",coalesce(first_idx, -1)) WHERE closed_at is null;