import { ChevronRight } from "lucide-react";
import { SoftLink } from "@/components/shell/soft-link";

export type Question = {
  id: string;
  name: string;
  href: string;
  count: number;
  range: string;
};

/** What people come for, with how much of it there is. */
export function QuestionList({
  label,
  questions,
}: {
  label: string;
  questions: Question[];
}) {
  return (
    <ul aria-label={label} className="divide-y border-y">
      {questions.map(({ id, name, href, count, range }) => (
        <li key={id}>
          <SoftLink
            href={href}
            className="flex min-h-10 items-center gap-3 px-6 py-1 text-sm hover:bg-muted max-md:min-h-11 max-md:px-4"
          >
            <span className="min-w-0 flex-1">
              {name}
              <span className="block text-muted-foreground text-xs">{range}</span>
            </span>
            <span className="font-medium tabular-nums">
              {count.toLocaleString("en-GB")}
            </span>
            <ChevronRight aria-hidden className="size-4 text-muted-foreground" />
          </SoftLink>
        </li>
      ))}
    </ul>
  );
}
