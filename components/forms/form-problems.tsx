import { CircleAlert } from "lucide-react";
import { HostileText } from "@/components/entries/hostile-text";
import { Alert } from "@/components/ui/alert";
import { type FormState, fieldId, fieldOf, problemsId, wordsOf } from "@/lib/forms/model";

/** What was refused and why; the address leads here, so readers begin with it. */
export function FormProblems({
  form,
  labels = {},
}: {
  form: FormState;
  labels?: Record<string, string>;
}) {
  if (form.summary === null) return null;
  return (
    <Alert id={problemsId(form.name)} tone="danger" role="alert" tabIndex={-1}>
      <CircleAlert aria-hidden />
      <div className="grid gap-1">
        <p className="font-medium">
          <HostileText text={asSentence(form.summary)} />
        </p>
        {form.errors.length > 0 && (
          <ul className="grid gap-0.5">
            {form.errors.map(({ pointer, detail }) => {
              const field = fieldOf(pointer);
              return (
                <li key={`${pointer} ${detail}`}>
                  {field === null ? (
                    <HostileText text={detail} />
                  ) : (
                    <a href={`#${fieldId(form, field)}`} className="underline">
                      {labels[field] ?? wordsOf(field)}: <HostileText text={detail} />
                    </a>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Alert>
  );
}

function asSentence(text: string): string {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
