import { useLocation, useNavigate, useSubmit } from "@remix-run/react";
import { KeyList, toggleKeyList } from "../ui/key-list.tsx";
import { useKeys } from "../ui/use-keys.ts";

const KEY_LIST = "queue-keys";

/** The links of the queue's rows; each carries its commission's id. */
const rowLinks = () => [...document.querySelectorAll<HTMLAnchorElement>("a[data-row]")];

function moveBy(step: 1 | -1): void {
  const links = rowLinks();
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const next = links[at === -1 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The row the keyboard is in. */
function currentRow(): HTMLAnchorElement | undefined {
  return rowLinks().find((link) => link.closest("tr")?.contains(document.activeElement));
}

/** One key per decision on the row the keyboard is in; the same is done by the row's box and link. */
export function QueueKeys({ canDecide }: { canDecide: boolean }) {
  const submit = useSubmit();
  const navigate = useNavigate();
  const { search } = useLocation();
  const idOf = (link: HTMLAnchorElement | undefined) => link?.dataset["row"] ?? null;
  const open = (part: string) => {
    const id = idOf(currentRow());
    if (id) void navigate(`/finance/commissions/${id}?open=${part}`);
  };
  useKeys({
    j: () => moveBy(1),
    k: () => moveBy(-1),
    x: () => currentRow()?.closest("tr")?.querySelector<HTMLInputElement>("input[type=checkbox]")?.click(),
    a: () => {
      const id = idOf(currentRow());
      if (!id || !canDecide) return;
      submit({ intent: "approve", commission: id }, { method: "post", action: `/finance/bulk${search}` });
    },
    h: () => open("hold"),
    d: () => open("decline"),
    "?": () => toggleKeyList(KEY_LIST),
  });
  return (
    <KeyList
      id={KEY_LIST}
      keys={[
        { key: "j", does: "next" },
        { key: "k", does: "previous" },
        { key: "x", does: "tick" },
        { key: "a", does: "approve this one" },
        { key: "h", does: "keep it waiting…" },
        { key: "d", does: "decline it…" },
        { key: "?", does: "these keys" },
      ]}
    />
  );
}
