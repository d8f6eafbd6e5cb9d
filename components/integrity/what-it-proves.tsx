/** Plain words; the whole of it is in docs/integrity.md and docs/format.md, section 8. */
export function WhatItProves() {
  return (
    <div className="grid max-w-4xl gap-x-10 gap-y-4 text-sm md:grid-cols-2">
      <div className="grid content-start gap-1">
        <h3 className="font-medium">What this proves</h3>
        <ul className="list-disc pl-5">
          <li>No sealed entry was changed, removed, added or moved, by anyone.</li>
          <li>Every client's stream is whole, without the others being shown.</li>
          <li>What lists show is what was recorded.</li>
        </ul>
      </div>
      <div className="grid content-start gap-1">
        <h3 className="font-medium">What it does not</h3>
        <ul className="list-disc pl-5">
          <li>That everything was logged, or under the right client.</li>
          <li>What happened to an entry in the minute before it was sealed.</li>
          <li>
            Anything, if database, sealer, every witness and every holder of an earlier
            checkpoint act together.
          </li>
        </ul>
      </div>
    </div>
  );
}
