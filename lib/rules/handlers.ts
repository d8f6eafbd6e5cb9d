import { type Ctx, isAllowed } from "@/lib/access/model";
import { handleStaffForm } from "@/lib/forms/handlers";
import { AppError } from "@/lib/kit/errors";
import { listFieldErrors } from "@/lib/runtime/mutation";
import { placeErrors, readRuleForm, ruleFields, type Typed } from "./form";
import { ruleForm } from "./loaders";
import { newRule, type RuleDefinition, ruleSchema } from "./model";
import {
  createBuiltInRule,
  createRule,
  muteRule,
  setRuleEnabled,
  updateRule,
} from "./mutations";

const page = "/alerts/rules";

export const handleCreateRule = handleStaffForm(
  { form: ruleForm, page: `${page}/new`, fields: [...ruleFields] },
  async ({ ctx, ...typed }) => {
    const { id } = await createRule(ctx, readDefinition(ctx, typed));
    return {
      to: `${page}/${id}`,
      notice: "Rule created; it looks at what comes from now on.",
    };
  },
);

export const handleUpdateRule = handleStaffForm(
  {
    form: ({ params }) => `${ruleForm}-${params.id}`,
    page: ({ params }) => `${page}/${params.id}`,
    fields: [...ruleFields],
  },
  async ({ ctx, params, ...typed }) => {
    const id = params.id ?? "";
    await updateRule(ctx, { id, definition: readDefinition(ctx, typed) });
    return { to: `${page}/${id}`, notice: "Rule changed; what changed is in the log." };
  },
);

/** Whoever may not write rules is refused for that, whatever they typed. */
function readDefinition({ principal }: Ctx, typed: Typed): RuleDefinition {
  if (!isAllowed(principal, "rules:write")) return newRule;
  const { input, errors } = readRuleForm(typed);
  const parsed = ruleSchema.safeParse(input);
  if (parsed.success && errors.length === 0) return parsed.data;
  const more = parsed.success ? [] : placeErrors(listFieldErrors(parsed.error));
  throw new AppError("input.invalid", { errors: [...errors, ...more] });
}

export const handleBuiltInRule = handleStaffForm(
  { page, fields: ["name"] },
  async ({ ctx, field }) => {
    const { id } = await createBuiltInRule(ctx, { name: field("name") });
    return { to: `${page}/${id}`, notice: "Rule switched on." };
  },
);

/** On, off, and for how long nobody is told. */
export const handleRuleState = handleStaffForm(
  { page: ({ params }) => `${page}/${params.id}`, fields: ["act", "minutes"] },
  async ({ ctx, params, field }) => {
    const id = params.id ?? "";
    const to = `${page}/${id}`;
    const act = field("act");
    if (act === "mute") {
      const minutes = Number(field("minutes")) as 0;
      await muteRule(ctx, { id, minutes });
      const notice =
        minutes === 0
          ? "The mute has ended."
          : "Muted: it fires into the log, and nobody is told.";
      return { to, notice };
    }
    const isEnabled = act === "enable";
    if (!isEnabled && act !== "disable") throw new AppError("request.malformed");
    await setRuleEnabled(ctx, { id, isEnabled });
    return { to, notice: isEnabled ? "Rule switched on." : "Rule switched off." };
  },
);
