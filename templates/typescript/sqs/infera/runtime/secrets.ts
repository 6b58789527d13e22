/** INFERA_SECRETS (`{NAME: ARN or name}`) from Secrets Manager into the process environment, before any handler loads. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** Fetches every secret once; rejects when one cannot be read, so that no job runs without it. */
export async function loadSecrets(region: string | undefined): Promise<void> {
  const text = process.env.INFERA_SECRETS;
  if (!text) return;
  const wanted = Object.entries(JSON.parse(text) as Record<string, string>);
  if (wanted.length === 0) return;
  const client = new SecretsManagerClient(region ? { region } : {});
  await Promise.all(
    wanted.map(async ([name, id]) => {
      const found = await client.send(new GetSecretValueCommand({ SecretId: id }));
      process.env[name] =
        found.SecretString ?? Buffer.from(found.SecretBinary ?? []).toString("utf8");
    }),
  );
  client.destroy();
}
