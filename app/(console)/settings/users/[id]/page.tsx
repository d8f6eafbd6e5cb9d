import type { Metadata } from "next";
import Link from "next/link";
import { AccessSections } from "@/components/people/access-sections";
import { EndingSections } from "@/components/people/ending-sections";
import { PersonState } from "@/components/people/people-table";
import { SignInSection } from "@/components/people/sign-in-section";
import { PageHeading } from "@/components/shell/page-heading";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { loadPerson } from "@/lib/people/loaders";

export const metadata: Metadata = { title: "Person – Custody" };

type Props = { params: Promise<{ id: string }> };

export default async function Page({ params }: Props) {
  const page = await loadPerson((await params).id);
  const { person, handsOff } = page;
  return (
    <div className="pb-8">
      <PageHeading
        title={person.name}
        back={{ label: "People", href: "/settings/users" }}
        actions={
          <Button asChild>
            <Link href={`/people/${person.id}`}>Activity</Link>
          </Button>
        }
      >
        {person.email} · <span className="capitalize">{person.role}</span>
        <PersonState person={person} now={Date.now()} />
      </PageHeading>
      {handsOff === null ? (
        <div className="mt-6 border-b">
          <AccessSections page={page} />
          <SignInSection page={page} />
          <EndingSections page={page} />
        </div>
      ) : (
        <div className="px-6 py-5 max-md:px-4">
          <Alert>Nothing can be changed here: {handsOff}.</Alert>
        </div>
      )}
    </div>
  );
}
