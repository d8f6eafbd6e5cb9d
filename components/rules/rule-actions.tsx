import { PostForm } from "@/components/shell/post-form";
import { Button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";

const mutes = [
  { minutes: 60, label: "1 hour" },
  { minutes: 480, label: "8 hours" },
  { minutes: 1440, label: "1 day" },
  { minutes: 10_080, label: "7 days" },
];

/** On and off, and for how long nobody is told. */
export function RuleActions({
  id,
  isEnabled,
  isMuted,
}: {
  id: string;
  isEnabled: boolean;
  isMuted: boolean;
}) {
  const action = `/api/rules/${id}/state`;
  return (
    <>
      {isEnabled && (isMuted ? <Unmute action={action} /> : <MuteMenu id={id} />)}
      <PostForm target={{ action }}>
        <input type="hidden" name="act" value={isEnabled ? "disable" : "enable"} />
        <Button type="submit">{isEnabled ? "Switch off" : "Switch on"}</Button>
      </PostForm>
    </>
  );
}

function Unmute({ action }: { action: string }) {
  return (
    <PostForm target={{ action }}>
      <input type="hidden" name="act" value="mute" />
      <input type="hidden" name="minutes" value="0" />
      <Button type="submit">End the mute</Button>
    </PostForm>
  );
}

/** A muted rule still fires into the log. */
export function MuteMenu({ id }: { id: string }) {
  return (
    <Confirm label="Mute" title="Fire into the log, and tell nobody" align="end">
      <PostForm
        target={{ action: `/api/rules/${id}/state` }}
        className="flex flex-wrap gap-2"
      >
        <input type="hidden" name="act" value="mute" />
        {mutes.map(({ minutes, label }) => (
          <Button key={minutes} type="submit" name="minutes" value={String(minutes)}>
            {label}
          </Button>
        ))}
      </PostForm>
    </Confirm>
  );
}
