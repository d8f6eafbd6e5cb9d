import { ChevronDown } from "lucide-react";
import { type FilterOption, listChoices } from "@/components/entries/filter-fields";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/disclosure";

/** A list of boxes to tick behind one button; the button says what is ticked. */
export function ChoiceFilter({
  name,
  label,
  options,
  value,
}: {
  name: string;
  label: string;
  options: readonly FilterOption[];
  value: string | undefined;
}) {
  const choices = listChoices(options, value);
  const chosen = choices.filter((choice) => choice.isChosen);
  return (
    <Disclosure className="group/choice" name="filters">
      <summary
        className={
          "flex h-8 items-center gap-1 rounded-md border border-input px-2 text-sm " +
          "hover:bg-accent max-md:h-11 max-md:px-3"
        }
      >
        <span className="text-muted-foreground">{label}</span>
        <span className="max-w-40 truncate font-medium">
          {chosen.length > 2
            ? `${chosen.length} chosen`
            : chosen.map((choice) => choice.label).join(", ")}
        </span>
        <ChevronDown aria-hidden className="size-3.5 max-md:ml-auto" />
      </summary>
      <fieldset
        className={
          "rounded-md border bg-popover p-1 max-md:mt-1 md:absolute md:top-full md:z-30 " +
          "md:mt-1 md:max-h-[60vh] md:w-60 md:overflow-y-auto"
        }
      >
        <legend className="sr-only">{label}</legend>
        {choices.map((choice) => (
          <Checkbox
            key={choice.value}
            name={name}
            value={choice.value}
            defaultChecked={choice.isChosen}
          >
            {choice.label}
          </Checkbox>
        ))}
        <Button type="submit" variant="primary" className="sticky bottom-0 mt-1 w-full">
          Apply
        </Button>
      </fieldset>
    </Disclosure>
  );
}
