import { createServer } from "node:http";
import Provider from "oidc-provider";

export type IdentityProvider = { issuer: string; close: () => Promise<void> };

export const clientId = "custody";
export const clientSecret = "a secret between the two "
  .repeat(2)
  .trim()
  .replaceAll(" ", "-");

/**
 * A real OpenID provider on a port. Whoever signs in to it is whom they say they are; an
 * address that begins with "unverified" it has not verified.
 */
export async function startIdentityProvider(
  port: number,
  redirectUri: string,
): Promise<IdentityProvider> {
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for tests"] },
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({
        sub: `subject-of-${id}`,
        email: id,
        email_verified: !id.startsWith("unverified"),
        name: id,
      }),
    }),
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return {
    issuer,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
