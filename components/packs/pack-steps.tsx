import { SoftLink } from "@/components/shell/soft-link";
import { cn } from "@/components/ui/class-names";
import {
  type Choices,
  findOpenStep,
  type Step,
  steps,
  stepWords,
} from "@/lib/packs/model";

/** Where the wizard stands; every step that was reached is a link back to it. */
export function PackSteps({ step, choices }: { step: Step; choices: Choices }) {
  const reached = steps.indexOf(findOpenStep(choices));
  return (
    <nav aria-label="Steps" className="px-6 max-md:px-4">
      <ol className="flex flex-wrap gap-x-6 gap-y-1 border-b text-sm">
        {steps.map((name, at) => (
          <li key={name} className={cn("-mb-px border-b-2 py-2", lookOf(name === step))}>
            {at <= reached && name !== step ? (
              <SoftLink href={`/evidence/new?step=${name}`} className="hover:underline">
                {at + 1} {stepWords[name]}
              </SoftLink>
            ) : (
              <span aria-current={name === step ? "step" : undefined}>
                {at + 1} {stepWords[name]}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function lookOf(isCurrent: boolean): string {
  return isCurrent
    ? "border-primary font-medium"
    : "border-transparent text-muted-foreground";
}
