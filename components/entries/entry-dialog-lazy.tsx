"use client";

import dynamic from "next/dynamic";

/** Most visits to a list open no entry: the dialog's script comes with the first that does. */
export const EntryDialogLazy = dynamic(() =>
  import("@/components/entries/entry-dialog-frame").then(
    (module) => module.EntryDialogFrame,
  ),
);
