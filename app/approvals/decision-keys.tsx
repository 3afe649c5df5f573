import { useNavigate } from "@remix-run/react";
import { KeyList, toggleKeyList } from "../ui/key-list.tsx";
import { useKeys } from "../ui/use-keys.ts";

const KEY_LIST = "decision-keys";

function unfold(part: string): void {
  const fold = document.querySelector<HTMLDetailsElement>(`details[data-decision=${part}]`);
  if (!fold) return;
  fold.open = true;
  fold.querySelector<HTMLElement>("textarea, input[type=radio]")?.focus();
}

/** The keys of one commission's page. They press or unfold what stands on it. */
export function DecisionKeys() {
  const navigate = useNavigate();
  useKeys({
    a: () => document.querySelector<HTMLButtonElement>("button[data-decision=approve]")?.focus(),
    h: () => unfold("hold"),
    d: () => unfold("decline"),
    u: () => void navigate("/finance"),
    "?": () => toggleKeyList(KEY_LIST),
  });
  return (
    <KeyList
      id={KEY_LIST}
      keys={[
        { key: "a", does: "to “Approve”, then Enter" },
        { key: "h", does: "keep it waiting" },
        { key: "d", does: "decline it" },
        { key: "u", does: "back to the queue" },
        { key: "?", does: "these keys" },
      ]}
    />
  );
}
