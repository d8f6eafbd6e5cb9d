import { loader } from "@/lib/access/auth";
import { readInScope } from "@/lib/runtime/transaction";
import { listPeople } from "./queries";

export const loadPeople = loader("users:read", (scope) =>
  readInScope(scope, (tx) => listPeople(tx, scope.organizationId)),
);
