import { ChoiceBar } from "./choice-bar.tsx";

/** All of a list, or what is still open of it: `?show=open` in the address. @param label such as "Which appeals". */
export function OpenChoice({ label, isOpenOnly }: { label: string; isOpenOnly: boolean }) {
  return (
    <ChoiceBar
      label={label}
      name="show"
      value={isOpenOnly ? "open" : "all"}
      choices={[
        { label: "All", value: "all" },
        { label: "Open", value: "open" },
      ]}
    />
  );
}
