import { getFormProps, useForm, type SubmissionResult } from "@conform-to/react";
import { Button, Group, NativeSelect, SimpleGrid, Stack, Textarea, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { CheckList } from "#app/ui/check-list.tsx";
import { inputProps } from "#app/ui/form-field.ts";
import { niches, type Creator } from "./creator.ts";
import { nicheLabel } from "./creator-words.ts";
import { MAX_AUDIENCE_COUNTRIES, MAX_NICHES } from "./save-profile.ts";

interface ProfileTexts {
  name: string;
  bio: string;
  country: string;
  niches: string[];
  audienceCountries: string[];
}

const nicheOptions = niches.map((value) => ({ value, label: nicheLabel(value) }));

export function ProfileForm({
  profile,
  countries,
  lastResult,
}: {
  profile: Creator;
  countries: readonly { value: string; label: string }[];
  lastResult: SubmissionResult<string[]> | null;
}) {
  const { name, bio, country } = profile;
  const initial = {
    name,
    bio,
    country,
    niches: [...profile.niches],
    audienceCountries: [...profile.audienceCountries],
  };
  const [form, fields] = useForm<ProfileTexts>({ id: "profile", defaultValue: initial, lastResult });
  return (
    <Form method="post" {...getFormProps(form)}>
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label="Name" description="As brands and followers know you." {...inputProps(fields.name)} />
          <NativeSelect
            label="Country you live in"
            description="Decides how you can be paid."
            data={[...countries]}
            {...inputProps(fields.country)}
          />
        </SimpleGrid>
        <Textarea
          label="About you"
          description="What you do, who follows you, what you would never advertise."
          autosize
          minRows={3}
          {...inputProps(fields.bio)}
        />
        <CheckList
          legend="Niches"
          description={`What you are known for, at most ${MAX_NICHES}. Offers that share them come first.`}
          name={fields.niches.name}
          options={nicheOptions}
          initial={asList(fields.niches.initialValue)}
          error={fields.niches.errors?.join(" ")}
        />
        <AudienceFields
          name={fields.audienceCountries.name}
          chosen={asList(fields.audienceCountries.initialValue)}
          countries={countries}
        />
        <Group>
          <Button type="submit" name="intent" value="save-profile">
            Save the profile
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** One select per rank, so that the order can be said without script. An empty one is left out. */
function AudienceFields({
  name,
  chosen,
  countries,
}: {
  name: string;
  chosen: readonly string[];
  countries: readonly { value: string; label: string }[];
}) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, sm: MAX_AUDIENCE_COUNTRIES }} spacing="sm">
      {Array.from({ length: MAX_AUDIENCE_COUNTRIES }, (_, rank) => (
        <NativeSelect
          key={rank}
          label={rank === 0 ? "Audience, mostly in" : `then in`}
          aria-label={`Audience country ${rank + 1}`}
          name={name}
          defaultValue={chosen[rank] ?? ""}
          data={[{ value: "", label: "–" }, ...countries]}
        />
      ))}
    </SimpleGrid>
  );
}

function asList(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === "string" && item !== "");
}
