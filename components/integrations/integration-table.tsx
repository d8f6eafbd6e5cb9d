import Link from "next/link";
import { HostileText } from "@/components/entries/hostile-text";
import { Badge } from "@/components/ui/badge";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { hostOf, type Integration } from "@/lib/integrations/model";
import { products } from "@/lib/integrations/products";

export function IntegrationTable({ integrations }: { integrations: Integration[] }) {
  return (
    <TableRegion label="All integrations" className="border-y">
      <Table>
        <caption className="sr-only">{integrations.length} integrations</caption>
        <TableHeader>
          <TableRow className="bg-muted">
            <TableHead className="pl-6 max-md:pl-4">Integration</TableHead>
            <TableHead className="max-md:hidden">At</TableHead>
            <TableHead className="pr-6 max-md:pr-4">State</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {integrations.map((one) => (
            <TableRow key={one.id}>
              <TableCell className="pl-6 max-md:pl-4">
                <Link
                  href={`/settings/integrations/${one.id}`}
                  className="font-medium hover:underline"
                >
                  <HostileText text={one.name} />
                </Link>
                <span className="block text-muted-foreground text-xs">
                  {products[one.product].name}
                </span>
              </TableCell>
              <TableCell className="[overflow-wrap:anywhere] max-md:hidden">
                <HostileText text={hostOf(one)} />
              </TableCell>
              <TableCell className="pr-6 max-md:pr-4">
                <IntegrationState integration={one} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableRegion>
  );
}

/** What its last test said; until then nobody knows. */
export function IntegrationState({
  integration: { isEnabled, checkedAt, checkError },
}: {
  integration: Pick<Integration, "isEnabled" | "checkedAt" | "checkError">;
}) {
  if (!isEnabled) return <Badge tone="quiet">Off</Badge>;
  if (checkedAt === null) return <Badge tone="amber">Not tested</Badge>;
  if (checkError !== null) return <Badge tone="red">Test failed</Badge>;
  return <Badge tone="create">Test passed</Badge>;
}
