import { TextAreaField, TextField } from "@/components/forms/fields";
import type { FormState } from "@/lib/forms/model";
import { integrationLimits } from "@/lib/integrations/model";
import type { Field } from "@/lib/integrations/product";
import { type ProductId, products } from "@/lib/integrations/products";
import { templateNames } from "@/lib/integrations/template";

const plain = { autoComplete: "off", spellCheck: false };

/** Everything that an integration with a product is made of. */
export function IntegrationFields({
  form,
  product,
  isNew,
}: {
  form: FormState;
  product: ProductId;
  isNew: boolean;
}) {
  return (
    <>
      <input type="hidden" name="product" value={product} />
      <TextField
        form={form}
        name="name"
        hint="As it stands in alerts and entries"
        maxLength={integrationLimits.nameLengthMax}
        autoComplete="off"
      />
      {products[product].fields.map((field) => (
        <ProductField key={field.name} form={form} field={field} isNew={isNew} />
      ))}
      {product === "generic" && <TemplateHelp />}
    </>
  );
}

function ProductField({
  form,
  field: { name, label, hint, isSecret, isOptional, rows },
  isNew,
}: {
  form: FormState;
  field: Field;
  isNew: boolean;
}) {
  const common = { form, name, label, hint, isOptional: isOptional === true };
  if (rows !== undefined) {
    return (
      <TextAreaField {...common} {...plain} rows={rows} className="font-mono text-sm" />
    );
  }
  if (!isSecret) return <TextField {...common} {...plain} />;
  return (
    <TextField
      {...common}
      {...plain}
      type="password"
      hint={
        isNew ? (hint ?? "Kept encrypted, never shown again") : "Empty: it stays as it is"
      }
      isOptional={!isNew || common.isOptional}
    />
  );
}

function TemplateHelp() {
  return (
    <p className="text-muted-foreground text-sm">
      Within quotation marks a template may name{" "}
      <code>{templateNames.map((name) => `{{${name}}}`).join(" ")}</code>. A credential
      belongs into the header: bodies are shown, and stand in entries.
    </p>
  );
}

/** The labels of a product's fields, for what is wrong with them. */
export function labelsOf(product: ProductId): Record<string, string> {
  return Object.fromEntries(
    products[product].fields.map(({ name, label }) => [name, label]),
  );
}
