CREATE TABLE "custody"."segment_blocks" (
	"organization_id" uuid NOT NULL,
	"start_idx" bigint NOT NULL,
	"dimension" text NOT NULL,
	"part" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "segment_blocks_organization_id_start_idx_dimension_part_pk" PRIMARY KEY("organization_id","start_idx","dimension","part")
);
--> statement-breakpoint
CREATE TABLE "custody"."segments" (
	"organization_id" uuid NOT NULL,
	"start_idx" bigint NOT NULL,
	"end_idx" bigint NOT NULL,
	"first_idx" bigint NOT NULL,
	"build_id" uuid NOT NULL,
	"salt" text NOT NULL,
	"built_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "segments_organization_id_start_idx_pk" PRIMARY KEY("organization_id","start_idx"),
	CONSTRAINT "segments_have_rows_ck" CHECK ("custody"."segments"."start_idx" <= "custody"."segments"."first_idx" and "custody"."segments"."first_idx" < "custody"."segments"."end_idx")
);
--> statement-breakpoint
ALTER TABLE "custody"."segment_blocks" ADD CONSTRAINT "segment_blocks_are_of_a_segment" FOREIGN KEY ("organization_id","start_idx") REFERENCES "custody"."segments"("organization_id","start_idx") ON DELETE cascade ON UPDATE no action;