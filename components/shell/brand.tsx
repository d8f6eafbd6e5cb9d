import { Seal } from "@/components/shell/seal";

/** The organization's own colour for each theme, where it chose one; each was checked there. */
export function BrandStyle({
  light,
  dark,
  nonce,
}: {
  light: string | null;
  dark: string | null;
  nonce: string;
}) {
  if (light === null && dark === null) return null;
  const plain = "var(--border)";
  const colours = `${light ?? plain}, ${dark ?? plain}`;
  return <style nonce={nonce}>{`:root { --brand: light-dark(${colours}); }`}</style>;
}

export function OrganizationMark({ logo }: { logo: string | null }) {
  if (logo === null) return <Seal className="size-5 shrink-0 text-seal-ok" />;
  return (
    // biome-ignore lint/performance/noImgElement: the optimizer is off, and a logo is its organization's alone
    <img
      src={`/api/organization/logo?${logo.slice(0, 8)}`}
      alt=""
      className="h-6 max-w-24 shrink-0 object-contain"
    />
  );
}
