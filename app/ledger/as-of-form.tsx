import { Anchor, Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { Form, Link, useLocation } from "@remix-run/react";
import type { AsOfKind } from "./as-of.ts";

/** The moment that balances are of. A plain GET form: the address says which. */
export function AsOfForm({ text, by }: { text: string; by: AsOfKind }) {
  const { pathname, search } = useLocation();
  const kept = new URLSearchParams(search);
  const account = kept.get("account");
  const currency = kept.get("currency");
  for (const name of ["at", "by", "page"]) kept.delete(name);
  return (
    <Form method="get" key={`${text} ${by}`} preventScrollReset>
      <Group align="flex-end" gap="sm">
        {account !== null && <input type="hidden" name="account" value={account} />}
        {currency !== null && <input type="hidden" name="currency" value={currency} />}
        <TextInput
          type="datetime-local"
          name="at"
          label="As of, UTC"
          defaultValue={text}
          className="filterField"
          autoComplete="off"
        />
        <NativeSelect
          name="by"
          label="By the time it"
          className="filterField"
          defaultValue={by}
          data={[
            { label: "was booked", value: "recorded" },
            { label: "happened", value: "occurred" },
          ]}
        />
        <Button type="submit" variant="default">
          Show
        </Button>
        {text !== "" && (
          <Anchor component={Link} to={`${pathname}?${kept.toString()}`} size="sm" py={8}>
            Back to now
          </Anchor>
        )}
      </Group>
    </Form>
  );
}

/** What the balances of a page are of, as a sentence. */
export function asOfSentence(text: string, by: AsOfKind): string {
  if (text === "") return "Everything booked until now.";
  const moment = `${text.replace("T", ", ")} UTC`;
  return by === "recorded"
    ? `What the books said at ${moment}: everything booked by then.`
    : `What had happened by ${moment}, also where it was booked later.`;
}
