import { describe, expect, it } from "vitest";
import { inertCell } from "./inert-cell.ts";

describe("a text in a table that a spreadsheet opens", () => {
  it.each(["=1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "\0x"])(
    "that starts like %j is shown and never run [A34]",
    (text) => {
      expect(inertCell(text)).toBe(`'${text}`);
    },
  );

  it.each(["Mara = baker", "", " =1", "#1001"])("%j stays as it is", (text) => {
    expect(inertCell(text)).toBe(text);
  });
});
