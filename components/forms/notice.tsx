"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { HostileText } from "@/components/entries/hostile-text";
import { Alert } from "@/components/ui/alert";

/** What the last form has to say; gone on the next page, and said once by screen readers. */
export function Notice({ text, tone }: { text: string; tone: "good" | "danger" }) {
  const path = usePathname();
  const [first] = useState(path);
  const [isSaid, setSaid] = useState(false);
  // A live region speaks when it changes, not when the page comes with it.
  useEffect(() => setSaid(true), []);
  if (path !== first) return null;
  const Icon = tone === "good" ? CircleCheck : CircleAlert;
  return (
    <div className="px-6 pt-4 max-md:px-4">
      <Alert tone={tone} role={tone === "good" ? "status" : "alert"}>
        <Icon aria-hidden />
        <p key={String(isSaid)}>
          <HostileText text={text} />
        </p>
      </Alert>
    </div>
  );
}
