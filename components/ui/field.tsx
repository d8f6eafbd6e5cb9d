import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-names";

type FieldProps = {
  id: string;
  label: string;
  hint?: ReactNode;
  error: string | null;
  isOptional?: boolean;
  className?: string;
  children: ReactNode;
};

/** The ids that a control names in aria-describedby: what is wrong first, then the hint. */
export function describedBy(id: string, hint: unknown, error: string | null) {
  const ids = [error !== null && `${id}-error`, hint != null && `${id}-hint`];
  return ids.filter(Boolean).join(" ") || undefined;
}

export function Field({ id, label, className, children, ...told }: FieldProps) {
  return (
    <div data-slot="field" className={cn("grid gap-1", className)}>
      <label htmlFor={id} className="font-medium text-sm">
        {label}
        {told.isOptional && <Optional />}
      </label>
      <FieldWords id={id} {...told} />
      {children}
    </div>
  );
}

/** Several controls under one question. */
export function FieldSet({ id, label, className, children, ...told }: FieldProps) {
  const { hint, error } = told;
  return (
    <fieldset
      id={id}
      data-slot="field-set"
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={error === null ? undefined : true}
      className={cn("grid min-w-0 gap-1", className)}
    >
      <legend className="mb-1 font-medium text-sm">
        {label}
        {told.isOptional && <Optional />}
      </legend>
      <FieldWords id={id} {...told} />
      {children}
    </fieldset>
  );
}

function Optional() {
  return <span className="font-normal text-muted-foreground"> (optional)</span>;
}

function FieldWords({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: ReactNode;
  error: string | null;
}) {
  return (
    <>
      {hint != null && (
        <p id={`${id}-hint`} className="text-muted-foreground text-xs">
          {hint}
        </p>
      )}
      {error !== null && (
        <p
          id={`${id}-error`}
          className="flex items-start gap-1 text-destructive text-sm [&>svg]:mt-0.5"
        >
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          <span>
            <span className="sr-only">Error: </span>
            {error.charAt(0).toUpperCase() + error.slice(1)}
          </span>
        </p>
      )}
    </>
  );
}
