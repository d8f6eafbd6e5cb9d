import type { ComponentProps, ReactNode } from "react";
import { FormProblems } from "@/components/forms/form-problems";
import { SubmitButton } from "@/components/forms/submit-button";
import { PostForm } from "@/components/shell/post-form";
import { SoftLink } from "@/components/shell/soft-link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import type { FormState } from "@/lib/forms/model";

type FormProps = Omit<ComponentProps<"form">, "action" | "method" | "target"> & {
  form: FormState;
  action: string;
  /** The words of the button. */
  submit: ReactNode;
  tone?: "primary" | "outline" | "danger";
  cancelHref?: string;
  /** For the summary, where a label is not the field's name in words. */
  labels?: Record<string, string>;
};

/** A form with its problems above it; the server alone judges what was typed. */
export function Form({
  form,
  action,
  submit,
  tone = "primary",
  cancelHref,
  labels,
  className,
  children,
  ...props
}: FormProps) {
  return (
    <PostForm
      target={{ action }}
      noValidate
      className={cn("grid max-w-xl gap-5", className)}
      {...props}
    >
      <FormProblems form={form} labels={labels} />
      {children}
      <div className="flex flex-wrap gap-2">
        <SubmitButton variant={tone}>{submit}</SubmitButton>
        {cancelHref !== undefined && (
          <Button asChild variant="ghost">
            <SoftLink href={cancelHref}>Cancel</SoftLink>
          </Button>
        )}
      </div>
    </PostForm>
  );
}
