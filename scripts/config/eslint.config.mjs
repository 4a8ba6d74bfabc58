import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Errors only: a warning that is allowed to stay is a rule that nobody keeps. */
const asErrors = (rules = {}) =>
  Object.fromEntries(
    Object.entries(rules).map(([name, level]) => {
      const [severity, ...options] = Array.isArray(level) ? level : [level];
      return [name, severity === 'off' || severity === 0 ? 'off' : ['error', ...options]];
    }),
  );

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only (style.md 9).' };
const noClock = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: 'Time comes as an argument.',
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/build/**', '**/node_modules/**', '**/generated/**', '.interlink/**'] },
  {
    files: ['packages/*/src/**/*.{ts,tsx}', 'packages/*/test/**/*.{ts,tsx}', 'scripts/test/**/*.ts'],
    extends: [js.configs.recommended, ...tseslint.configs.recommended],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...asErrors(js.configs.recommended.rules),
      'no-undef': 'off', // the compiler knows better
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A TypeBox schema and its type bear one name.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      'no-unused-vars': 'off', // the TypeScript rule above knows types
    },
  },
  {
    files: ['packages/*/src/**/*.{ts,tsx}'],
    rules: {
      'max-lines': ['error', { max: 300, skipComments: true, skipBlankLines: true }],
      'max-lines-per-function': ['error', { max: 50, skipComments: true, skipBlankLines: true }],
      complexity: ['error', 15],
    },
  },
  {
    files: ['packages/fe-*/src/**/*.tsx'],
    // A component is one function that holds its markup.
    rules: { 'max-lines-per-function': ['error', { max: 120, skipComments: true, skipBlankLines: true }] },
  },
  {
    files: ['packages/domain/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noClock],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes as an argument.' },
        { object: 'Math', property: 'random', message: 'Chance comes as an argument.' },
      ],
    },
  },
  {
    files: ['packages/fe-*/src/**/*.{ts,tsx}'],
    plugins: { 'jsx-a11y': a11y, 'react-hooks': hooks },
    rules: {
      ...asErrors(a11y.flatConfigs.recommended.rules),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
);
