import type { Metadata } from "next";
import Link from "next/link";
import { BuiltInList } from "@/components/rules/built-in-list";
import { RuleTable } from "@/components/rules/rule-table";
import { PageHeading } from "@/components/shell/page-heading";
import { Button } from "@/components/ui/button";
import { loadRules } from "@/lib/rules/loaders";

export const metadata: Metadata = { title: "Rules – Custody" };

/** What watches the log, and what could. */
export default async function Page() {
  const { rules, offered, mayWrite } = await loadRules();
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title="Rules"
        actions={
          mayWrite && (
            <Button asChild variant="primary">
              <Link href="/alerts/rules/new">New rule</Link>
            </Button>
          )
        }
      >
        A rule looks at every entry as it is stored, by the same filter as the log. Each
        fire and each change of a rule is an entry.
      </PageHeading>
      {rules.length > 0 ? (
        <RuleTable rules={rules} />
      ) : (
        <p className="px-6 text-muted-foreground text-sm max-md:px-4">
          No rule is on. Switch on one of those below, or write your own.
        </p>
      )}
      {offered.length > 0 && (
        <section aria-labelledby="built-in" className="grid gap-2">
          <h2 id="built-in" className="px-6 font-medium text-lg max-md:px-4">
            Built in
          </h2>
          <BuiltInList
            offered={offered.map(({ id, definition: { name, description } }) => ({
              id,
              name,
              description,
            }))}
            mayWrite={mayWrite}
          />
        </section>
      )}
    </div>
  );
}
