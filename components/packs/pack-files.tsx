import { HostileText } from "@/components/entries/hostile-text";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRegion,
  TableRow,
} from "@/components/ui/table";
import { describeBytes } from "@/lib/export-requests/size";
import type { PackPart } from "@/lib/packs/model";

/** The manifest as people read it: every file with its hash, and the hash of the zip. */
export function PackFiles({ parts, sha256 }: { parts: PackPart[]; sha256: string }) {
  return (
    <>
      <TableRegion label="Files of the pack" className="border-y">
        <Table>
          <caption className="sr-only">{parts.length} files with their hashes</caption>
          <TableHeader>
            <TableRow className="bg-muted">
              <TableHead>File</TableHead>
              <TableHead className="text-right">Size</TableHead>
              <TableHead className="max-md:hidden">sha256</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {parts.map(({ name, bytes, sha256: hash, check }) => (
              <TableRow key={name}>
                <TableCell>{name}</TableCell>
                <TableCell className="text-right tabular-nums">
                  {check?.refused ? "–" : describeBytes(bytes)}
                </TableCell>
                <TableCell className="font-mono text-xs max-md:hidden [overflow-wrap:anywhere]">
                  {check?.refused ? (
                    <HostileText text={`Not written: ${check.refused}`} />
                  ) : (
                    hash
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableRegion>
      <p className="text-sm">
        The zip itself: <code className="text-xs [overflow-wrap:anywhere]">{sha256}</code>
      </p>
    </>
  );
}
