import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";

export type ShownProvider = {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  isSecondFactor: boolean;
};

export function ProviderList({
  providers,
  callback,
}: {
  providers: ShownProvider[];
  callback: string;
}) {
  if (providers.length === 0) {
    return <p className="text-sm">None yet: people sign in with a password or a link.</p>;
  }
  return (
    <ul className="grid max-w-3xl gap-3">
      {providers.map(({ id, name, issuer, clientId, isSecondFactor }) => (
        <li
          key={id}
          className="flex flex-wrap justify-between gap-3 border-t pt-3 text-sm"
        >
          <div className="grid min-w-0 gap-0.5 [overflow-wrap:anywhere]">
            <HostileText text={name} className="font-medium" />
            <HostileText text={issuer} className="text-muted-foreground" />
            <span className="text-muted-foreground">
              Client <HostileText text={clientId} className="font-mono text-xs" />
              {isSecondFactor ? ", counts as the second factor" : ""}
            </span>
            <span className="text-muted-foreground">
              Redirect address{" "}
              <code className="font-mono text-xs">{`${callback}/${id}`}</code>
            </span>
          </div>
          <Confirm label="Remove" title={`Remove ${name}?`} size="small">
            <p>Nobody signs in with it any more. Accounts and their other ways stay.</p>
            <PostForm target={{ action: "/api/settings/providers/remove" }}>
              <input type="hidden" name="id" value={id} />
              <Button type="submit" variant="danger">
                Remove it
              </Button>
            </PostForm>
          </Confirm>
        </li>
      ))}
    </ul>
  );
}
