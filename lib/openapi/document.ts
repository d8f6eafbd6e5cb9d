import { policy } from "@/lib/access/policy";
import type { Operation } from "./operation";
import { operations } from "./operations";
import { ref, schemas } from "./schemas";

/** The OpenAPI document of /api/v1: made of the schemas that judge, and of the policy. */
export function createDocument(publicUrl: string): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Custody",
      version: "1",
      description:
        "Append events, read entries. Errors are RFC 9457 problems; 429 and 503 say when to try again.",
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    security: [{ key: [] }],
    paths: listPaths(),
    components: {
      schemas,
      securitySchemes: {
        key: { type: "http", scheme: "bearer", bearerFormat: "cus_…" },
        signature: { type: "apiKey", in: "header", name: "webhook-signature" },
      },
    },
  };
}

function listPaths(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describeOperation(operation),
    };
  }
  return paths;
}

function describeOperation(operation: Operation): object {
  const { summary, permission, parameters = [], body, status, answer } = operation;
  const security = operation.isSigned ? [{ signature: [] }] : [];
  const scopes = permission === null ? [] : policy[permission].keys;
  return {
    summary,
    ...(permission === null
      ? { security }
      : { description: `A key needs ${scopes.join(" or ")}.` }),
    parameters: parameters.map(({ schema = { type: "string" }, ...rest }) => {
      return { ...rest, schema };
    }),
    ...(body && { requestBody: { required: true, content: wrap(body) } }),
    responses: {
      [status]: { description: "Done", content: wrap(answer) },
      default: {
        description: "What was refused, and why",
        content: wrap({ "application/problem+json": ref("Problem") }),
      },
    },
  };
}

function wrap(content: Record<string, object>): Record<string, { schema: object }> {
  return Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [type, { schema }]),
  );
}
