"use client";

import { Link2 } from "lucide-react";
import { copyText } from "@/components/entries/copy-text";
import { useTell } from "@/components/entries/log-context";
import { Button } from "@/components/ui/button";
import { formatColumns } from "@/lib/preferences/columns";
import type { Preferences } from "@/lib/preferences/model";

/** The only way that how a list looks gets into an address: on purpose. */
export function ShareDisplay({
  display: { columns, density, zoneChoice },
}: {
  display: Pick<Preferences, "columns" | "density"> & { zoneChoice: string };
}) {
  const tell = useTell();

  async function copy() {
    const url = new URL(window.location.href);
    url.searchParams.set("cols", formatColumns(columns));
    url.searchParams.set("density", density);
    if (zoneChoice !== "mine") url.searchParams.set("tz", zoneChoice);
    tell(
      await copyText(url.href.replaceAll("%2C", ","), "Link copied, with this display"),
    );
  }

  return (
    <Button data-needs-script onClick={copy} className="w-full">
      <Link2 aria-hidden />
      Copy link with this display
    </Button>
  );
}
