import type { Metadata } from "next";
import { AnchorTable } from "@/components/integrity/anchor-table";
import { CheckpointTable } from "@/components/integrity/checkpoint-table";
import { CoverageBar } from "@/components/integrity/coverage-bar";
import { IncidentList } from "@/components/integrity/incident-list";
import { IntegrityState } from "@/components/integrity/integrity-state";
import { RunHistory } from "@/components/integrity/run-history";
import { Section } from "@/components/integrity/section";
import { WhatItProves } from "@/components/integrity/what-it-proves";
import { PageHeading } from "@/components/shell/page-heading";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { loadIntegrity } from "@/lib/incidents/loaders";
import { measureCoverage } from "@/lib/incidents/model";
import { loadZone } from "@/lib/organizations/loaders";

export const metadata: Metadata = { title: "Integrity – Custody" };

export default async function Page() {
  const { integrity, state, steps, runs, incidents, keys, anchors, epochCount, now } =
    await loadIntegrity();
  const viewer = { zone: await loadZone(), now, clientNames: {} };
  return (
    <div className="grid gap-8 pb-10">
      <PageHeading title="Integrity" actions={<Actions />}>
        Every entry is sealed within a minute and verified again and again, against what
        lies outside the database.
      </PageHeading>
      <div className="grid gap-4 px-6 max-md:px-4">
        <IntegrityState integrity={integrity} state={state} now={now} />
        <CoverageBar
          coverage={measureCoverage(integrity)}
          hasWarning={state === "warning"}
        />
        {integrity.isClosed && (
          <p className="text-seal-bad text-sm">
            The log takes nothing in from feeds and the API until the incident is closed.
          </p>
        )}
      </div>
      {incidents.length > 0 && (
        <Section title="Incidents">
          <IncidentList incidents={incidents} viewer={viewer} />
        </Section>
      )}
      <Section title="Checkpoints">
        {steps.length > 0 ? (
          <CheckpointTable steps={steps} viewer={viewer} />
        ) : (
          <p className="text-muted-foreground text-sm">
            Nothing is sealed yet. The worker seals the first entries within a minute.
          </p>
        )}
      </Section>
      <Section title="Kept outside">
        <AnchorTable anchors={anchors} epochCount={epochCount} viewer={viewer} />
      </Section>
      <Section title="Keys">
        <Keys keys={keys} />
      </Section>
      <Section title="Verification history">
        <RunHistory runs={runs} viewer={viewer} />
      </Section>
      <Section title="What it means">
        <WhatItProves />
      </Section>
    </div>
  );
}

function Actions() {
  return (
    <>
      <PostForm target={{ action: "/api/integrity/verify" }}>
        <Button type="submit" variant="primary">
          Verify now
        </Button>
      </PostForm>
      <Button asChild>
        <a href="/api/v1/checkpoints/latest">Newest checkpoint</a>
      </Button>
    </>
  );
}

function Keys({ keys }: { keys: string[] }) {
  if (keys.length === 0) {
    return <p className="text-muted-foreground text-sm">No checkpoint is signed yet.</p>;
  }
  return (
    <div className="grid gap-2 text-sm">
      <p className="text-muted-foreground">
        Give these to whoever checks; they come from you, never from a bundle. The policy
        file is printed by <code>custody keys show</code>.
      </p>
      <ul className="grid gap-1">
        {keys.map((key) => (
          <li key={key}>
            <code className="text-xs [overflow-wrap:anywhere]">{key}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
