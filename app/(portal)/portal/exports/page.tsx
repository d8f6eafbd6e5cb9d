import type { Metadata } from "next";
import { RefreshWhile } from "@/components/exports/refresh-while";
import { FormProblems } from "@/components/forms/form-problems";
import { PortalFiles } from "@/components/portal/portal-files";
import { loadPortalFiles } from "@/lib/portal-exports/loaders";

export const metadata: Metadata = { title: "Your files" };

export default async function Page() {
  const { files, isWaiting, form } = await loadPortalFiles();
  return (
    <div className="grid gap-4">
      <FormProblems form={form} />
      <RefreshWhile isActive={isWaiting} />
      <PortalFiles files={files} base="/portal" />
    </div>
  );
}
