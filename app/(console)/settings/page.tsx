import type { Metadata } from "next";
import Link from "next/link";
import { PageHeading } from "@/components/shell/page-heading";
import { loadSettingsIndex } from "@/lib/settings/loaders";

export const metadata: Metadata = { title: "Settings – Custody" };

/** Every page of settings that the reader may open. */
export default async function Page() {
  const places = await loadSettingsIndex();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5 pb-8">
      <PageHeading title="Settings">
        {places.length > 0
          ? "Every change made here is an entry with what was and what is."
          : "Your role has no settings of the organization. Your own are under Preferences, in the menu with your name."}
      </PageHeading>
      {places.length > 0 && (
        <ul className="border-y">
          {places.map(({ label, href }) => (
            <li key={href} className="border-b last:border-b-0">
              <Link
                href={href}
                className="flex min-h-11 items-center px-6 font-medium hover:bg-muted max-md:px-4"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
