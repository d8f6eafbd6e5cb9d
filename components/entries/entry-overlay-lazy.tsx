"use client";

import dynamic from "next/dynamic";

/** Most visits to a list open no entry: the details' script comes with the first that does. */
export const EntryOverlayLazy = dynamic(() =>
  import("@/components/entries/entry-overlay").then((module) => module.EntryOverlay),
);
