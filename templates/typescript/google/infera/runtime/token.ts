/** Who may call: the OIDC token of a push, signed by Google for one of our service accounts. */
import { OAuth2Client } from "google-auth-library";

/** Undefined when the caller may call, else why not. */
export type VerifyCaller = (authorization: string | undefined) => Promise<string | undefined>;

type Env = Readonly<Record<string, string | undefined>>;

const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];

/** Certificates come from Google; off the cloud a test may name another address. */
function clientOf(env: Env): OAuth2Client {
  const url = env.INFERA_TOKEN_CERTS_URL;
  if (!url || env.K_SERVICE) return new OAuth2Client();
  return new OAuth2Client({ endpoints: { oauth2FederatedSignonPemCertsUrl: url } });
}

function listOf(text: string | undefined): string[] {
  return (text ?? "").split(",").flatMap((part) => part.trim() || []);
}

/** The bearer token of an Authorization header; the scheme's case does not matter. */
export function bearer(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? "")?.[1];
}

/**
 * The check that the environment asks for; undefined when it is turned off. Throws when it is turned off on the
 * cloud, or when it lacks its audience or its callers: a worker that lets anyone in must not start.
 */
export function createVerifier(env: Env = process.env): VerifyCaller | undefined {
  if (env.INFERA_VERIFY_TOKEN === "off") {
    if (env.K_SERVICE) throw new Error("INFERA_VERIFY_TOKEN=off is refused on Cloud Run");
    return undefined;
  }
  const audiences = listOf(env.INFERA_TOKEN_AUDIENCE);
  const callers = new Set(listOf(env.INFERA_TOKEN_EMAILS));
  if (audiences.length === 0) throw new Error("INFERA_TOKEN_AUDIENCE is not set");
  if (callers.size === 0) throw new Error("INFERA_TOKEN_EMAILS is not set");
  const client = clientOf(env);

  return async (authorization) => {
    const idToken = bearer(authorization);
    if (!idToken) return "no bearer token";
    try {
      const ticket = await client.verifyIdToken({ idToken, audience: audiences });
      const claims = ticket.getPayload();
      if (!claims || !ISSUERS.includes(claims.iss)) return "wrong issuer";
      if (claims.email_verified !== true) return "unverified e-mail";
      if (!claims.email || !callers.has(claims.email)) return "not one of the callers";
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message.split(":")[0] : "invalid token";
    }
  };
}
