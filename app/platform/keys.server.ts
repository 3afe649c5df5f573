import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Encrypts secrets at rest and makes keyed hashes. Each purpose has a key of its own, derived from one secret. */
export interface Keys {
  /** AES-256-GCM. The purpose is authenticated: what was encrypted for one cannot be read as another. */
  encrypt(purpose: string, plain: string): string;
  /** Throws when the text was altered, or made for another purpose or key. */
  decrypt(purpose: string, sealed: string): string;
  /** HMAC-SHA256 as 64 hexadecimal digits: stable, and useless without the key. */
  keyedHash(purpose: string, text: string): string;
  /**
   * 32 hexadecimal digits of SHA-512/256 over key and text, in a quarter of the time of an HMAC: for what every redirect hashes. Its inner
   * state is longer than what it gives out, so knowing hashes does not help to make others (FIPS 180-4, 5.3.6).
   */
  shortKeyedHash(purpose: string, text: string): string;
}

const SHORT_HASH_DIGITS = 32;
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret 64 hexadecimal digits. */
export function createKeys(secret: string): Keys {
  const master = Buffer.from(secret, "hex");
  // A key object is made once; from bytes Node would make one for every hash, which takes six times as long as the hash.
  const derived = new Map<string, KeyObject>();
  const keyFor = (purpose: string): KeyObject => {
    let key = derived.get(purpose);
    if (!key) {
      key = createSecretKey(Buffer.from(hkdfSync("sha256", master, "fairshare", purpose, KEY_BYTES)));
      derived.set(purpose, key);
    }
    return key;
  };
  const hexKeys = new Map<string, string>();
  return {
    encrypt(purpose, plain) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyFor(`encrypt:${purpose}`), iv);
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    decrypt(purpose, sealed) {
      const bytes = Buffer.from(sealed, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", keyFor(`encrypt:${purpose}`), bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString("utf8");
    },
    shortKeyedHash(purpose, text) {
      let key = hexKeys.get(purpose);
      if (key === undefined) hexKeys.set(purpose, (key = keyFor(`short:${purpose}`).export().toString("hex")));
      return hash("sha512-256", key + text).slice(0, SHORT_HASH_DIGITS);
    },
    keyedHash(purpose, text) {
      return createHmac("sha256", keyFor(`hash:${purpose}`))
        .update(text)
        .digest("hex");
    },
  };
}

/** SHA-256 as 64 hexadecimal digits. For tokens and fingerprints, which are random or public already. */
export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content);
}

/** A random token for cookies, mails and API keys: 32 bytes, URL-safe. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The configured secret, or one made on the first start and kept beside the database, readable by its owner only. */
export function loadOrCreateSecret(configured: string | undefined, directory: string): string {
  if (configured) return configured;
  const path = join(directory, "secret.key");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  mkdirSync(directory, { recursive: true });
  const secret = randomBytes(32).toString("hex");
  writeFileSync(path, `${secret}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(path, 0o600);
  return secret;
}
