import { Radio, Stack, Textarea } from "@mantine/core";
import { declineReasons } from "#app/commissions/commission.ts";
import { declineWords } from "#app/commissions/decline-sentences.ts";

/** Why something is declined: a reason of the closed list, each with what the creator reads, and a note. */
export function DeclineFields({
  errors,
  reasonDescription,
  noteDescription,
}: {
  errors: { readonly reason?: string | undefined; readonly note?: string | undefined };
  reasonDescription?: string;
  noteDescription: string;
}) {
  return (
    <>
      <Radio.Group name="reason" label="Reason" description={reasonDescription} withAsterisk error={errors.reason}>
        <Stack gap="xs" mt="xs">
          {declineReasons.map((reason) => (
            <Radio
              key={reason}
              value={reason}
              label={declineWords[reason].label}
              description={declineWords[reason].sentence}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea name="note" label="Note" description={noteDescription} autosize minRows={2} error={errors.note} />
    </>
  );
}
