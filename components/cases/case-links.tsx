import { HostileText } from "@/components/entries/hostile-text";
import { SelectField, TextField } from "@/components/forms/fields";
import { Form } from "@/components/forms/form";
import { PostForm } from "@/components/shell/post-form";
import { RevealedOnce } from "@/components/shell/revealed-once";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  type CaseLink,
  type LinkState,
  linkDays,
  linkDaysWords,
  stateOfLink,
} from "@/lib/case-links/model";
import type { Case } from "@/lib/cases/model";
import { describeMoment } from "@/lib/entries/moment";
import type { FormState } from "@/lib/forms/model";

type Room = {
  told: Case;
  zone: string;
  links: CaseLink[];
  revealed: string | null;
  mayShare: boolean;
  forms: { link: FormState };
};

const stateWords: Record<LinkState, string> = {
  open: "Open",
  expired: "Expired",
  revoked: "Revoked",
};

/** Ways in for somebody who has no account: to this report alone, with their name on it. */
export function CaseLinks({ room, now }: { room: Room; now: number }) {
  const { told, links, revealed, mayShare, forms, zone } = room;
  return (
    <>
      {revealed !== null && (
        <RevealedOnce
          says="Copy the link now. It is shown this once."
          value={revealed}
          copyLabel="Copy the link"
        />
      )}
      {links.length > 0 ? (
        <ul aria-label="Links" className="max-w-3xl divide-y border-y">
          {links.map((link) => (
            <LinkLine
              key={link.id}
              link={link}
              state={stateOfLink(link, now)}
              zone={zone}
              action={mayShare ? `/api/cases/${told.id}/revoke` : null}
            />
          ))}
        </ul>
      ) : (
        <p className="text-muted-foreground text-sm">
          None. A link shows the report to one named reader until it ends; every look at
          it is in the log.
        </p>
      )}
      {mayShare && (
        <Form
          form={forms.link}
          action={`/api/cases/${told.id}/links`}
          submit="Make a link"
          tone="outline"
          aria-label="Make a link"
          labels={{ days: "It ends after" }}
        >
          <TextField
            form={forms.link}
            name="reader"
            label="Who will read it"
            hint="Their name stands across the page"
            maxLength={120}
          />
          <SelectField
            form={forms.link}
            name="days"
            label="It ends after"
            options={linkDays.map((value) => ({ value, label: linkDaysWords[value] }))}
          />
        </Form>
      )}
    </>
  );
}

function LinkLine({
  link,
  state,
  zone,
  action,
}: {
  link: CaseLink;
  state: LinkState;
  zone: string;
  action: string | null;
}) {
  const { id, reader, expiresAt, viewCount } = link;
  const end = describeMoment(expiresAt.toISOString(), zone);
  const seen = viewCount === 1 ? "opened once" : `opened ${viewCount} times`;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 text-sm">
      <HostileText text={reader} className="font-medium [overflow-wrap:anywhere]" />
      <Badge tone={state === "open" ? "amber" : "quiet"}>{stateWords[state]}</Badge>
      <span className="text-muted-foreground text-xs">
        {state === "open" && `until ${end.day} ${end.clock}, `}
        {viewCount === 0 ? "never opened" : seen}
      </span>
      {state === "open" && action !== null && (
        <PostForm target={{ action }} className="ml-auto">
          <input type="hidden" name="link" value={id} />
          <Button
            type="submit"
            variant="ghost"
            size="small"
            aria-label={`Revoke the link of ${reader}`}
          >
            Revoke
          </Button>
        </PostForm>
      )}
    </li>
  );
}
