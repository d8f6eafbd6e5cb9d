import type { Metadata } from "next";
import { PackProblems, PackReview } from "@/components/packs/pack-review";
import { PackStepForm } from "@/components/packs/pack-step-form";
import { PackSteps } from "@/components/packs/pack-steps";
import { PageHeading } from "@/components/shell/page-heading";
import { loadWizard } from "@/lib/packs/loaders";
import { stepWords } from "@/lib/packs/model";

export const metadata: Metadata = { title: "New pack – Custody" };

type Props = { searchParams: Promise<{ step?: string | string[] }> };

/** Four steps, each with an address of its own; what was chosen is kept on the way. */
export default async function Page({ searchParams }: Props) {
  const { step: asked } = await searchParams;
  const loaded = await loadWizard(typeof asked === "string" ? asked : "");
  const { step, choices, form, clients, quarters, frozen, problems } = loaded;
  return (
    <div className="grid gap-5 pb-10">
      <PageHeading
        title={`New pack: ${stepWords[step].toLowerCase()}`}
        back={{ label: "Evidence", href: "/evidence" }}
      />
      <PackSteps step={step} choices={choices} />
      <div className="grid max-w-2xl gap-5 px-6 max-md:px-4">
        {step !== "review" && (
          <PackStepForm step={step} form={form} clients={clients} quarters={quarters} />
        )}
        {problems.length > 0 && <PackProblems problems={problems} />}
        {frozen !== null && <PackReview frozen={frozen} choices={choices} />}
      </div>
    </div>
  );
}
