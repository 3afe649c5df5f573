import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const environmentOnly = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Settings are read in app/platform/env.server.ts alone: take them from there.",
};
const noWallClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "The clock is an argument: use services.clock or a parameter.",
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "The clock is an argument: use services.clock or a parameter.",
  },
  {
    selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
    message: "Chance is an argument: a rule gives the same answer every time.",
  },
];
/** STYLE: words that say nothing about what a thing is. Checked as whole words inside a name. */
const emptyWords = {
  selector:
    ":matches(FunctionDeclaration, ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration) > Identifier.id[name=/^(.*[a-z])?(Util|Utils|Helper|Helpers|Manager|Misc|Common|util|utils|helper|helpers|misc|common)([A-Z].*)?$/]",
  message: "This word says nothing about what the thing is: use a word of the product.",
};

export default tseslint.config(
  { ignores: ["build/", ".cache/", ".data/", "node_modules/", "public/"] },
  ...tseslint.configs.strict,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": ["error", { allow: ["Response", "TypedResponse"] }],
      "@typescript-eslint/no-explicit-any": "error",
      // A leading underscore says: taken out of the rest on purpose.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/consistent-type-imports": "error",
      // A list's first element and a process's own invariants are named with `!` where noUncheckedIndexedAccess cannot know them.
      "@typescript-eslint/no-non-null-assertion": "off",
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["{app,emails,db}/**/*.{ts,tsx}"],
    ignores: ["app/platform/env.server.ts", "**/*.test.{ts,tsx}"],
    rules: {
      "no-console": "error",
      "no-restricted-syntax": ["error", environmentOnly, emptyWords],
    },
  },
  {
    // Pure rules and nouns: everything in a capability that is neither server code nor interface nor test.
    files: ["app/*/**/*.ts"],
    ignores: ["**/*.server.ts", "**/*.test.ts", "app/platform/**", "app/routes/**", "app/ui/**"],
    rules: { "no-restricted-syntax": ["error", environmentOnly, emptyWords, ...noWallClock] },
  },
  {
    // JSX is long by nature, and a describe block holds all of its tests.
    files: ["**/*.tsx", "**/*.test.ts", "tests/**/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
  { files: ["**/*.tsx"], ...reactHooks.configs.flat.recommended },
);
