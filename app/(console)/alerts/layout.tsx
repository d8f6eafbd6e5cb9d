import type { ReactNode } from "react";
import { PageTabs } from "@/components/shell/page-tabs";

const tabs = [
  { label: "Alerts", href: "/alerts" },
  { label: "Rules", href: "/alerts/rules" },
];

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageTabs label="Alerts" tabs={tabs} />
      {children}
    </>
  );
}
