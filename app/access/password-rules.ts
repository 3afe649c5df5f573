import { z } from "zod";

/**
 * After NIST SP 800-63B, 5.1.1.2: length counts, composition does not; what everybody picks is refused with a reason; long
 * passphrases, spaces and any letters are welcome.
 */
export const MIN_PASSWORD_LENGTH = 10;
/** Only so that nobody makes the server hash a book. */
export const MAX_PASSWORD_LENGTH = 200;

/** What stands at the heart of the passwords people pick most, whatever digits and signs they put around it. */
const commonStems: ReadonlySet<string> = new Set([
  "password", "passwort", "passord", "motdepasse", "contrasena", "parola", "senha", "wachtwoord", "salasana", "haslo", "parol",
  "passw", "passwd", "passphrase", "mypassword", "newpassword", "yourpassword", "defaultpassword", "testpassword", "secret",
  "secretpassword", "changeme", "changemenow", "changeit", "letmein", "letmeinnow", "welcome", "welcometo", "welcomehome",
  "administrator", "admin", "adminadmin", "superadmin", "root", "rootroot", "guest", "user", "username", "default", "temporary",
  "temppassword", "login", "loginlogin", "access", "master", "supervisor", "qwerty", "qwertyui", "qwertyuiop", "qwertyqwerty",
  "qwertz", "qwertzuiop", "azerty", "azertyuiop", "asdfgh", "asdfghjkl", "asdfasdf", "zxcvbnm", "qazwsx", "qazwsxedc", "abc",
  "abcdef", "abcdefg", "abcdefgh", "abcdefghij", "abcabc", "iloveyou", "iloveyousomuch", "iloveu", "loveyou", "lovelove",
  "princess", "sunshine", "sunshinesunshine", "football", "baseball", "basketball", "superman", "batman", "spiderman", "pokemon",
  "starwars", "dragon", "monkey", "shadow", "michael", "jennifer", "charlie", "jordan", "liverpool", "chelsea", "arsenal",
  "manchester", "barcelona", "trustno", "whatever", "freedom", "computer", "internet", "samsung", "google", "facebook",
  "instagram", "linkedin", "microsoft", "christmas", "summer", "winter", "spring", "autumn", "january", "september", "october",
  "november", "december", "monday", "friday", "fairshare", "myfairshare", "test", "testtest", "testing", "demo", "demodemo",
  "example", "hello", "helloworld", "hellohello", "correcthorsebatterystaple", "nothing", "blink", "matrix", "hunter", "killer",
]); // prettier-ignore

const RUNS = [
  "01234567890123456789",
  "98765432109876543210",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb",
  "1q2w3e4r5t6y7u8i9o0p",
];

/** Why a password is refused, as a sentence; null when it is good. `personal` is what others know: e-mail, name, company. */
export function passwordProblem(password: string, personal: readonly string[] = []): string | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD_LENGTH)
    return `Use at least ${MIN_PASSWORD_LENGTH} characters. A few words in a row are easy to keep in mind.`;
  if (length > MAX_PASSWORD_LENGTH) return `Use at most ${MAX_PASSWORD_LENGTH} characters.`;
  const lower = password.toLowerCase();
  if (new Set(lower).size < 4 || isRun(lower) || isRepeated(lower))
    return "This repeats or counts up. Use something nobody would type by accident.";
  if (commonStems.has(stemOf(lower)))
    return "This is among the first passwords anybody would try. Use a few words of your own.";
  const known = personal
    .flatMap((text) => [text, text.split("@")[0] ?? ""])
    .map(stemOf)
    .filter((text) => text.length >= 3);
  if (known.includes(stemOf(lower)))
    return "This is your own name or address. Use something others do not know about you.";
  return null;
}

/** The letters without the usual disguises: P@ssw0rd!2024 is password. */
function stemOf(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/@/g, "a")
    .replace(/\$/g, "s")
    .replace(/!(?=[a-z])/g, "i");
  const undisguised = plain.replace(
    /(?<=[a-z])[013457](?=[a-z])/g,
    (digit) => "oieast"["013457".indexOf(digit)] ?? digit,
  );
  return undisguised.replace(/[^\p{L}]/gu, "");
}

function isRun(text: string): boolean {
  return RUNS.some((run) => run.includes(text) || (run + run).includes(text));
}

/** One short piece again and again: ababababab, lumenlumen. */
function isRepeated(text: string): boolean {
  return /^(.{1,5})\1+$/u.test(text);
}

/** A new password in a form. Spaces at the ends are kept: they may be meant. */
export const newPassword = z.string({ error: "Choose a password." }).superRefine((password, context) => {
  const problem = passwordProblem(password);
  if (problem) context.addIssue({ code: "custom", message: problem });
});
