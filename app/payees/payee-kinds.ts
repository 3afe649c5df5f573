/** The kinds of places money can go to. */
export const payeeKinds = ["iban", "us-account", "paypal", "stripe"] as const;
export type PayeeKind = (typeof payeeKinds)[number];

export const usAccountTypes = ["checking", "savings"] as const;
export type UsAccountType = (typeof usAccountTypes)[number];

/** Where money goes, in the clear: never logged, never in an address. */
export type PayeeAccount =
  | { readonly kind: "iban"; readonly iban: string }
  | {
      readonly kind: "us-account";
      /** Nine digits of the American Bankers Association. */
      readonly routingNumber: string;
      readonly accountNumber: string;
      readonly accountType: UsAccountType;
    }
  | { readonly kind: "paypal"; readonly email: string }
  | { readonly kind: "stripe"; readonly accountId: string };

/** The account as one text, to be sealed. */
export function accountText(account: PayeeAccount): string {
  switch (account.kind) {
    case "iban":
      return account.iban;
    case "us-account":
      return [account.routingNumber, account.accountNumber, account.accountType].join(" ");
    case "paypal":
      return account.email;
    case "stripe":
      return account.accountId;
  }
}

/** The account out of its text, as accountText wrote it. */
export function readAccountText(kind: PayeeKind, text: string): PayeeAccount {
  switch (kind) {
    case "iban":
      return { kind, iban: text };
    case "us-account": {
      const [routingNumber = "", accountNumber = "", type] = text.split(" ");
      return { kind, routingNumber, accountNumber, accountType: type === "savings" ? "savings" : "checking" };
    }
    case "paypal":
      return { kind, email: text };
    case "stripe":
      return { kind, accountId: text };
  }
}

const ENDING_LENGTH = 4;

/** What screens and mails may show of an account: its last four characters, or the first letter and the domain of an address. */
export function accountEnding(account: PayeeAccount): string {
  switch (account.kind) {
    case "iban":
      return account.iban.slice(-ENDING_LENGTH);
    case "us-account":
      return account.accountNumber.slice(-ENDING_LENGTH);
    case "paypal":
      return `${account.email.slice(0, 1)}…${account.email.slice(account.email.lastIndexOf("@"))}`;
    case "stripe":
      return account.accountId.slice(-ENDING_LENGTH);
  }
}

/** An account in words, as far as it may be shown: "IBAN ending in 3000". */
export function accountInWords(kind: PayeeKind, ending: string): string {
  switch (kind) {
    case "iban":
      return `IBAN ending in ${ending}`;
    case "us-account":
      return `US account ending in ${ending}`;
    case "paypal":
      return `PayPal account ${ending}`;
    case "stripe":
      return `Stripe account ending in ${ending}`;
  }
}
