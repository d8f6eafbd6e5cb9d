import type { Metadata } from "next";
import { DoorFrame } from "@/components/access/door-frame";
import { SpentLink } from "@/components/access/spent-link";
import { HostileText } from "@/components/entries/hostile-text";
import { Form } from "@/components/forms/form";
import { loadAskedAddress } from "@/lib/export-addresses/loaders";

export const metadata: Metadata = { title: "Exports by mail – Custody" };

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<{ confirmed?: string }>;
};

export default async function Page({ params, searchParams }: Props) {
  const { token } = await params;
  const isConfirmed = (await searchParams).confirmed === "1";
  const { asked, form } = await loadAskedAddress(token);
  return (
    <DoorFrame title="Exports by mail">
      {asked === null ? (
        <SpentLink again={null} />
      ) : (
        <p className="text-sm">
          <HostileText text={asked.organization} />{" "}
          {isConfirmed ? "may send" : "would like to send"} exports of its audit log to{" "}
          <HostileText text={asked.email} className="font-medium" />.
          {isConfirmed && " Thank you: that is in its log."}
        </p>
      )}
      {asked?.isOpen && (
        <Form form={form} action="/api/exports/addresses/confirm" submit="Agree">
          <input type="hidden" name="token" value={token} />
        </Form>
      )}
      {asked !== null && !asked.isOpen && !isConfirmed && (
        <p className="text-sm">This link was used, or is too old.</p>
      )}
    </DoorFrame>
  );
}
