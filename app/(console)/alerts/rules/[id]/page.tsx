import type { Metadata } from "next";
import { HostileText } from "@/components/entries/hostile-text";
import { BackTestResult } from "@/components/rules/back-test";
import { RuleActions } from "@/components/rules/rule-actions";
import { RuleForm } from "@/components/rules/rule-form";
import { RuleState } from "@/components/rules/rule-table";
import { PageHeading } from "@/components/shell/page-heading";
import { SoftLink } from "@/components/shell/soft-link";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { labelActor } from "@/lib/catalogue/actor-label";
import { describeMoment } from "@/lib/entries/moment";
import { loadZone } from "@/lib/organizations/loaders";
import { describeRule } from "@/lib/rules/describe";
import { loadRule, type RulePage } from "@/lib/rules/loaders";
import { textOfAddress } from "@/lib/rules/rule-query";
import { type Query, readQuery } from "../../query";

export const metadata: Metadata = { title: "Rule – Custody" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
};

const grouped = new Intl.NumberFormat("en-GB");

/** A rule as it stands: its fires are one click away, each change is an entry. */
export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const page = await loadRule(id, readQuery(await searchParams));
  const { rule, fireCount, mayWrite, editor } = page;
  const zone = await loadZone();
  return (
    <div className="grid gap-6 pb-10">
      <PageHeading
        title={rule.definition.name}
        back={{ label: "Rules", href: "/alerts/rules" }}
        actions={
          <>
            <Button asChild>
              <SoftLink
                href={`/admin/audit-logs?range=all&actor=${id}&upto=${page.head}`}
              >
                {describeFires(fireCount)} in the log
              </SoftLink>
            </Button>
            {mayWrite && (
              <RuleActions id={id} isEnabled={rule.isEnabled} isMuted={rule.isMuted} />
            )}
          </>
        }
      >
        <span className="flex flex-wrap items-center gap-2">
          <RuleState rule={rule} />
          <span>{describeRule(rule.definition)}</span>
        </span>
      </PageHeading>
      {rule.stoppedReason !== null && (
        <div className="px-6 max-md:px-4">
          <Alert tone="danger">
            <p>Custody switched this rule off: {rule.stoppedReason}.</p>
          </Alert>
        </div>
      )}
      <div className="grid gap-8 px-6 max-md:px-4 xl:grid-cols-[minmax(0,42rem)_minmax(0,42rem)] xl:gap-12">
        {editor ? (
          <RuleForm
            form={editor.form}
            action={`/api/rules/${id}`}
            testHref={`/alerts/rules/${id}`}
            submit="Save"
            people={editor.people}
            webhooks={editor.webhooks}
            integrations={editor.integrations}
          />
        ) : (
          <Facts rule={rule} />
        )}
        <div className="grid content-start gap-8">
          {editor?.tested && <BackTestResult tested={editor.tested} zone={zone} />}
          <Versions page={page} zone={zone} />
        </div>
      </div>
    </div>
  );
}

function describeFires(count: number): string {
  if (count === 0) return "Fires";
  return `${grouped.format(count)} ${count === 1 ? "fire" : "fires"}`;
}

function Facts({ rule: { definition } }: Pick<RulePage, "rule">) {
  const { when, description } = definition;
  return (
    <div className="grid content-start gap-3 text-sm">
      {description !== "" && <HostileText text={description} />}
      <p>
        <span className="block text-muted-foreground text-xs">Which entries</span>
        <code className="[overflow-wrap:anywhere]">
          {textOfAddress(when.query) || "all entries"}
        </code>
      </p>
      {when.condition !== null && (
        <pre className="overflow-x-auto rounded-md bg-muted p-3 text-xs">
          {JSON.stringify(when.condition, null, 2)}
        </pre>
      )}
    </div>
  );
}

function Versions({ page, zone }: { page: RulePage; zone: string }) {
  const { rule, versions } = page;
  const log = `/admin/audit-logs?range=all&entity=rule&id=${rule.id}&action=-rule.fired`;
  return (
    <section aria-labelledby="versions" className="grid content-start gap-2">
      <h2 id="versions" className="border-b pb-1 font-medium text-lg">
        Versions
      </h2>
      <ol className="text-sm">
        {versions.map(({ version, author, createdAt }) => {
          const moment = describeMoment(createdAt.toISOString(), zone);
          return (
            <li key={version} className="flex flex-wrap gap-x-3 border-b py-1.5">
              <span className="w-8 tabular-nums">{version}</span>
              <time dateTime={moment.iso} className="text-muted-foreground tabular-nums">
                {moment.day} {moment.clock}
              </time>
              <HostileText text={labelActor(author)} />
            </li>
          );
        })}
      </ol>
      <SoftLink
        href={log}
        className="w-fit text-primary text-sm hover:underline max-md:py-2"
      >
        What changed, in the log
      </SoftLink>
    </section>
  );
}
