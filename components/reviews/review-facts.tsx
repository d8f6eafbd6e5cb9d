import { HostileText } from "@/components/entries/hostile-text";
import { Fact, FactList } from "@/components/shell/fact-list";
import type { Actor } from "@/lib/entries/model";
import type { Review } from "@/lib/reviews/model";

const grouped = new Intl.NumberFormat("en-GB");

export function ReviewFacts({
  review,
  says,
  period,
}: {
  review: Review;
  says: string;
  period: string;
}) {
  const { entryCount, upto, reviewer, createdAt, signer, signedAt, conclusion } = review;
  return (
    <FactList>
      <Fact name="Conditions">
        <HostileText text={says} />
      </Fact>
      <Fact name="Period">{period}</Fact>
      <Fact name="Entries">
        <span className="tabular-nums">{grouped.format(entryCount)}</span>, frozen at{" "}
        <span className="tabular-nums">#{grouped.format(upto)}</span>
      </Fact>
      <Fact name="Begun">
        <Signature by={reviewer} at={createdAt} />
      </Fact>
      {signedAt !== null && signer !== null && (
        <>
          <Fact name="Signed off">
            <Signature by={signer} at={signedAt} />
          </Fact>
          <Fact name="Conclusion">
            <HostileText text={conclusion ?? ""} keepLines />
          </Fact>
          <Fact name="In the log">
            <a
              className="underline"
              href={`/admin/audit-logs?range=all&action=review.*&id=${review.id}`}
            >
              Its entries, with the sign-off
            </a>
          </Fact>
        </>
      )}
    </FactList>
  );
}

function Signature({ by, at }: { by: Actor; at: Date }) {
  return (
    <>
      <HostileText text={by.name ?? by.email ?? "Custody"} />,{" "}
      <time dateTime={at.toISOString()}>
        {at.toISOString().slice(0, 16).replace("T", " ")} UTC
      </time>
    </>
  );
}
