// Prints keys and signed tokens as JSON: tokens.mjs AUDIENCE EMAIL
import { generateKeyPairSync, sign } from "node:crypto";

const [audience, email] = process.argv.slice(2);
const pair = () => generateKeyPairSync("rsa", { modulusLength: 2048 });
const known = pair();
const foreign = pair();
const base64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = Math.floor(Date.now() / 1000);

function token(change = {}, { key = known, header = {} } = {}) {
  const claims = {
    iss: "https://accounts.google.com",
    aud: audience,
    sub: "1",
    email,
    email_verified: true,
    iat: now - 10,
    exp: now + 3600,
    ...change,
  };
  const text = `${base64({ alg: "RS256", kid: "k1", typ: "JWT", ...header })}.${base64(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), key.privateKey).toString("base64url")}`;
}

const good = token();
console.log(
  JSON.stringify({
    certs: { k1: known.publicKey.export({ type: "spki", format: "pem" }) },
    good: `Bearer ${good}`,
    lower: `bearer ${good}`,
    bad: {
      audience: `Bearer ${token({ aud: "https://elsewhere.example" })}`,
      email: `Bearer ${token({ email: "someone@else.iam.gserviceaccount.com" })}`,
      issuer: `Bearer ${token({ iss: "https://accounts.example.com" })}`,
      unverified: `Bearer ${token({ email_verified: false })}`,
      expired: `Bearer ${token({ iat: now - 7200, exp: now - 3600 })}`,
      foreign: `Bearer ${token({}, { key: foreign })}`,
      unknown: `Bearer ${token({}, { header: { kid: "k2" } })}`,
      none: `Bearer ${base64({ alg: "none", kid: "k1", typ: "JWT" })}.${good.split(".")[1]}.`,
      garbage: "Bearer garbage",
      scheme: `Basic ${good}`,
      empty: "",
    },
  }),
);
