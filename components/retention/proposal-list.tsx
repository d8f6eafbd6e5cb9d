import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { describeRetention, proposalDelayDays } from "@/lib/retention/model";

type Proposal = {
  id: string;
  client: { name: string } | null;
  retentionDaysBefore: number;
  retentionDays: number;
  reason: string;
  proposedBy: string;
  proposerName: string | null;
  proposedAt: string;
  effectiveAt: string | null;
};

type Props = {
  proposals: Proposal[];
  may: { approve: boolean; userId: string | null };
};

export function ProposalList({ proposals, may }: Props) {
  return (
    <ul className="grid gap-3">
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <Alert tone="warning">
            <div className="grid gap-2">
              <p className="font-medium">
                {proposal.client ? (
                  <HostileText text={proposal.client.name} />
                ) : (
                  "All entries"
                )}
                : {describeRetention(proposal.retentionDaysBefore)} →{" "}
                {describeRetention(proposal.retentionDays)}
              </p>
              <p className="text-muted-foreground">
                Proposed by <HostileText text={proposal.proposerName ?? "an owner"} /> on{" "}
                {proposal.proposedAt.slice(0, 10)}: <HostileText text={proposal.reason} />
              </p>
              <p>{describeState(proposal)}</p>
              {may.approve && <Decision proposal={proposal} userId={may.userId} />}
            </div>
          </Alert>
        </li>
      ))}
    </ul>
  );
}

function describeState({ effectiveAt }: Proposal): string {
  if (effectiveAt !== null) return `In force from ${effectiveAt.slice(0, 10)} on.`;
  return `Waits for a second owner; then ${proposalDelayDays} more days pass.`;
}

function Decision({ proposal, userId }: { proposal: Proposal; userId: string | null }) {
  const { id, effectiveAt, proposedBy } = proposal;
  const path = `/api/retention-proposals/${id}`;
  return (
    <div className="flex flex-wrap gap-2">
      {effectiveAt === null && proposedBy !== userId && (
        <PostForm target={{ action: `${path}/approve` }}>
          <Button type="submit" variant="primary">
            Approve
          </Button>
        </PostForm>
      )}
      <PostForm target={{ action: `${path}/withdraw` }}>
        <Button type="submit" variant="outline">
          Withdraw
        </Button>
      </PostForm>
    </div>
  );
}
