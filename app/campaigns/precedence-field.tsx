import { useState, useSyncExternalStore } from "react";
import { ActionIcon, Group, NativeSelect, Text } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconGripVertical } from "@tabler/icons-react";
import { touchKinds, type TouchKind, type TouchOrder } from "../attribution/policy.ts";
import { NO_PLACE, placeOf } from "./policy-form-texts.ts";
import type { FormField } from "./terms-fields.tsx";

type Places = Readonly<Record<TouchKind, string>>;

const kindNames: Readonly<Record<TouchKind, string>> = {
  code: "A creator’s code",
  click: "A click on a link",
  binding: "An earlier customer",
};

const placeChoices = [
  { value: "", label: "As the preset" },
  { value: "1", label: "First" },
  { value: "2", label: "Second" },
  { value: "3", label: "Third" },
  { value: NO_PLACE, label: "Earns nothing" },
];

const ICON_SIZE = 16;

const neverChanges = () => () => undefined;

/**
 * The order in which kinds of touch win. Without script each kind has a list to choose its place from, and two kinds of one place are
 * judged together by time; with script the rows are also dragged, or moved by their buttons.
 */
export function PrecedenceField({
  fields,
  preset,
}: {
  fields: Readonly<Record<"codePlace" | "clickPlace" | "bindingPlace", FormField>>;
  preset: TouchOrder;
}) {
  const fieldOf = { code: fields.codePlace, click: fields.clickPlace, binding: fields.bindingPlace };
  const initialPlace = (kind: TouchKind) => String(fieldOf[kind].initialValue ?? "");
  const [places, setPlaces] = useState<Places>({
    code: initialPlace("code"),
    click: initialPlace("click"),
    binding: initialPlace("binding"),
  });
  const hasScript = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const [dragged, setDragged] = useState<TouchKind | null>(null);
  const shown = (kind: TouchKind) => places[kind] || placeOf(preset, kind);
  const order = [...touchKinds].sort((one, other) => rank(shown(one)) - rank(shown(other)));
  const moveTo = (kind: TouchKind, index: number) => setPlaces(renumbered(order, kind, index, shown));
  const errors = touchKinds.flatMap((kind) => fieldOf[kind].errors ?? []);
  return (
    <div role="group" aria-label="Order of the kinds of touch">
      <ol className="precedence">
        {order.map((kind, index) => (
          <li
            key={kind}
            className="precedenceRow"
            draggable={hasScript}
            data-dragged={dragged === kind || undefined}
            data-unused={shown(kind) === NO_PLACE || undefined}
            onDragStart={() => setDragged(kind)}
            onDragEnd={() => setDragged(null)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged && dragged !== kind) moveTo(dragged, index);
            }}
          >
            {hasScript && <IconGripVertical size={ICON_SIZE} className="precedenceGrip" aria-hidden />}
            <Text size="sm" className="precedenceWords">
              {kindNames[kind]}
            </Text>
            <NativeSelect
              name={fieldOf[kind].name}
              aria-label={`Place of: ${kindNames[kind]}`}
              data={placeChoices}
              value={places[kind]}
              onChange={(event) => setPlaces({ ...places, [kind]: event.currentTarget.value })}
            />
            {hasScript && <MoveButtons kind={kind} index={index} last={order.length - 1} onMove={moveTo} />}
          </li>
        ))}
      </ol>
      <Text size="xs" c="dimmed" mt={6}>
        Kinds with the same place are judged together, by time.
      </Text>
      {errors.length > 0 && (
        <Text size="xs" className="warningText" role="alert">
          {errors.join(" ")}
        </Text>
      )}
    </div>
  );
}

function MoveButtons({
  kind,
  index,
  last,
  onMove,
}: {
  kind: TouchKind;
  index: number;
  last: number;
  onMove: (kind: TouchKind, index: number) => void;
}) {
  return (
    <Group gap={4}>
      <ActionIcon
        variant="default"
        disabled={index === 0}
        aria-label={`Move up: ${kindNames[kind]}`}
        onClick={() => onMove(kind, index - 1)}
      >
        <IconArrowUp size={ICON_SIZE} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        disabled={index === last}
        aria-label={`Move down: ${kindNames[kind]}`}
        onClick={() => onMove(kind, index + 1)}
      >
        <IconArrowDown size={ICON_SIZE} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

/** What earns nothing stands last. */
function rank(place: string): number {
  return place === NO_PLACE ? touchKinds.length + 1 : Number(place);
}

/** The places after one kind was moved: every kind that earns gets the number of its row. */
function renumbered(
  order: readonly TouchKind[],
  kind: TouchKind,
  index: number,
  shown: (kind: TouchKind) => string,
): Places {
  const rest = order.filter((other) => other !== kind);
  const moved = [...rest.slice(0, index), kind, ...rest.slice(index)];
  const used = moved.filter((one) => shown(one) !== NO_PLACE);
  const place = (one: TouchKind) => (used.includes(one) ? String(used.indexOf(one) + 1) : NO_PLACE);
  return { code: place("code"), click: place("click"), binding: place("binding") };
}
