import type { Metadata } from "next";
import { BackTestResult } from "@/components/rules/back-test";
import { RuleForm } from "@/components/rules/rule-form";
import { PageHeading } from "@/components/shell/page-heading";
import { loadZone } from "@/lib/organizations/loaders";
import { loadNewRule } from "@/lib/rules/loaders";
import { type Query, readQuery } from "../../query";

export const metadata: Metadata = { title: "New rule – Custody" };

type Props = { searchParams: Promise<Query> };

export default async function Page({ searchParams }: Props) {
  const editor = await loadNewRule(readQuery(await searchParams));
  const { form, people, webhooks, integrations, tested } = editor;
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading title="New rule" back={{ label: "Rules", href: "/alerts/rules" }}>
        It looks at what arrives from now on. A back-test says what it would have done to
        what is there already.
      </PageHeading>
      <div className="grid gap-8 px-6 max-md:px-4 xl:grid-cols-[minmax(0,42rem)_minmax(0,42rem)] xl:gap-12">
        <RuleForm
          form={form}
          action="/api/rules"
          testHref="/alerts/rules/new"
          submit="Create rule"
          people={people}
          webhooks={webhooks}
          integrations={integrations}
        />
        {tested && <BackTestResult tested={tested} zone={await loadZone()} />}
      </div>
    </div>
  );
}
