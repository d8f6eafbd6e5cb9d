import { estimateBytes } from "@/components/retention/storage-facts";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Radio } from "@/components/ui/radio";
import { Select } from "@/components/ui/select";
import { retentionDaysMin, retentionPresets } from "@/lib/retention/model";

type Props = {
  currentDays: number;
  clients: { slug: string; name: string }[];
  storage: Parameters<typeof estimateBytes>[0];
  problem: string | null;
};

/** Leads to the preview; nothing changes before it was seen and confirmed. */
export function RetentionChoice({ currentDays, clients, storage, problem }: Props) {
  const isPreset = retentionPresets.some(({ days }) => days === currentDays);
  return (
    <form
      action="/settings/retention/change"
      aria-label="Keep entries for"
      className="grid max-w-xl gap-4"
    >
      {problem !== null && (
        <Alert id="retention-problem" tone="danger" role="alert">
          {problem}
        </Alert>
      )}
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 font-medium text-sm">Keep entries for</legend>
        {retentionPresets.map(({ days, say }) => (
          <Radio
            key={days}
            name="keep"
            value={String(days)}
            defaultChecked={days === currentDays}
          >
            <span className="flex flex-wrap gap-x-2">
              {say}
              {days === currentDays && <span className="text-seal-ok">in force</span>}
              <span className="text-muted-foreground">
                about {estimateBytes(storage, days)} at the pace of last month
              </span>
            </span>
          </Radio>
        ))}
        <Radio name="keep" value="custom" defaultChecked={!isPreset}>
          <span className="flex flex-wrap items-center gap-2">
            A number of days
            <Input
              name="days"
              type="number"
              aria-invalid={problem === null ? undefined : true}
              aria-describedby={problem === null ? undefined : "retention-problem"}
              min={retentionDaysMin}
              aria-label={`Number of days, ${retentionDaysMin} at least`}
              defaultValue={isPreset ? undefined : currentDays}
              className="w-28"
            />
            <span className="text-muted-foreground">{retentionDaysMin} at least</span>
          </span>
        </Radio>
        {clients.length > 0 && (
          <Radio name="keep" value="organization">
            As the organization (for a client with a rule of its own)
          </Radio>
        )}
      </fieldset>
      {clients.length > 0 && (
        <div className="grid gap-1">
          <label htmlFor="retention-client" className="font-medium text-sm">
            For
          </label>
          <Select id="retention-client" name="client" defaultValue="">
            <option value="">every client without a rule of its own</option>
            {clients.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </Select>
        </div>
      )}
      <div>
        <Button type="submit" variant="primary">
          Preview
        </Button>
      </div>
    </form>
  );
}
