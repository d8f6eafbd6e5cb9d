import { Seal } from "@/components/shell/seal";

export function PortalMark({ logoHref }: { logoHref: string | null }) {
  if (logoHref === null) return <Seal className="size-7 shrink-0 text-seal-ok" />;
  return (
    // biome-ignore lint/performance/noImgElement: the optimizer is off, and a logo is its client's alone
    <img
      src={logoHref}
      alt=""
      className="h-9 max-w-32 shrink-0 rounded-sm object-contain"
    />
  );
}
