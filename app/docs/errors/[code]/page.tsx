import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { errorTable } from "@/lib/kit/error-table";

type Props = { params: Promise<{ code: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).code} – Custody` };
}

/** Where the `type` of every problem answer leads. */
export default async function Page({ params }: Props) {
  const { code } = await params;
  const row = Object.entries(errorTable).find(([known]) => known === code)?.[1];
  if (!row) notFound();
  return (
    <main className="mx-auto grid max-w-2xl gap-3 px-6 py-16">
      <h1 className="font-mono font-semibold text-xl">{code}</h1>
      <p>
        HTTP {row.status}. {row.say}
      </p>
      <h2 className="mt-4 font-semibold">What to do</h2>
      <p>{row.fix}</p>
    </main>
  );
}
