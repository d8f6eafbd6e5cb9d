CREATE TABLE "custody"."anchors" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"kept_size" bigint,
	"kept_at" timestamp(6) with time zone,
	"tried_at" timestamp(6) with time zone NOT NULL,
	"failing_since" timestamp(6) with time zone,
	"error" text,
	"has_conflict" boolean DEFAULT false NOT NULL
);
