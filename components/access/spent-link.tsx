import Link from "next/link";

/** A link that was used, withdrawn or is too old; nothing says which. */
export function SpentLink({ again }: { again: { href: string; label: string } | null }) {
  return (
    <>
      <p className="text-sm">
        This link works no longer: it was used, replaced, or is too old.
      </p>
      <Link
        href={again?.href ?? "/signin"}
        className="w-fit text-sm underline underline-offset-2"
      >
        {again?.label ?? "To the sign-in"}
      </Link>
    </>
  );
}
