import { HostileText } from "@/components/entries/hostile-text";
import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Input } from "@/components/ui/input";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";

type Hold = {
  id: string;
  clientName: string | null;
  reason: string;
  setByName: string | null;
  setAt: string;
};

export function HoldList({ holds, mayRelease }: { holds: Hold[]; mayRelease: boolean }) {
  return (
    <div className="border-y">
      <Table>
        <caption className="sr-only">{holds.length} holds in force</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">What is held</TableHead>
            <TableHead>Reason</TableHead>
            <TableHead className="max-md:hidden">Since</TableHead>
            {mayRelease && <TableHead className="sr-only">Release</TableHead>}
          </TableRow>
        </TableHeader>
        <TableBody>
          {holds.map((hold) => (
            <TableRow key={hold.id}>
              <TableCell className="pl-6 max-md:pl-4">
                {hold.clientName === null ? (
                  "The whole log"
                ) : (
                  <HostileText text={hold.clientName} />
                )}
              </TableCell>
              <TableCell>
                <HostileText text={hold.reason} />
              </TableCell>
              <TableCell className="max-md:hidden">
                {hold.setAt.slice(0, 10)}
                {hold.setByName !== null && (
                  <span className="text-muted-foreground">
                    {" "}
                    by <HostileText text={hold.setByName} />
                  </span>
                )}
              </TableCell>
              {mayRelease && (
                <TableCell className="relative pr-6 text-right max-md:pr-4">
                  <Release hold={hold} />
                </TableCell>
              )}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Release({ hold: { id } }: { hold: Hold }) {
  return (
    <Confirm label="Release…" title="Release this hold?" size="small">
      <PostForm target={{ action: `/api/holds/${id}/release` }} className="grid gap-2">
        <label htmlFor={`why-${id}`}>Why</label>
        <Input id={`why-${id}`} name="reason" required maxLength={1000} />
        <Button type="submit" variant="danger">
          Release the hold
        </Button>
      </PostForm>
    </Confirm>
  );
}
