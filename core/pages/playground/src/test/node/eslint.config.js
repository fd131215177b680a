import js from '@eslint/js';
import globals from 'globals';
import fs from 'node:fs';
import path from 'node:path';

/** Where the modules of the explorer are that others name as `explorer/names.js`, from core. */
const EXPLORER = path.resolve('explorer/src/main/resources/dev/gradus/explorer/page');

const fileOf = (name, from) => name.startsWith('./') ? path.resolve(path.dirname(from), name) : path.join(EXPLORER, name.replace('explorer/', ''));

const imported = new Map();

/** The files that a module imports. */
function importsOf(file) {
  if (!imported.has(file)) {
    const names = [...fs.readFileSync(file, 'utf8').matchAll(/^import (?:\{[^}]*\} from )?'([^']+)';$/gm)];
    imported.set(file, names.map(([, name]) => fileOf(name, file)));
  }
  return imported.get(file);
}

function reaches(from, to) {
  const seen = new Set(), waiting = [from];
  while (waiting.length) {
    const file = waiting.pop();
    if (file === to) return true;
    if (!seen.has(file)) waiting.push(...importsOf(file));
    seen.add(file);
  }
  return false;
}

/**
 * Modules may import each other in a circle if they only call each other later. What a module uses while it is evaluated must
 * come from modules that do not import it, since these are evaluated before it.
 */
const evaluatedBefore = {
  create: context => ({
    ImportDeclaration(node) {
      const other = fileOf(node.source.value, context.filename);
      for (const variable of context.sourceCode.getDeclaredVariables(node)) {
        for (const { from, identifier } of variable.references) {
          if (from.variableScope.type === 'module' && reaches(other, context.filename)) {
            context.report({ node: identifier, message: `${node.source.value} imports this module too, so '${identifier.name}' may not be there yet: use it in a function, or move it to a module of its own` });
          }
        }
      }
    },
  }),
};

export default [
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, TEXTS: 'readonly', TeaVM: 'readonly', FMA: 'readonly', gradusEngine: 'readonly' } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { gradus: { rules: { 'evaluated-before': evaluatedBefore } } },
    rules: {
      'gradus/evaluated-before': 'error',
      eqeqeq: 'error',
      'no-duplicate-imports': 'error',
      'no-implicit-coercion': ['error', { allow: ['!!'] }],
      'no-redeclare': ['error', { builtinGlobals: false }],
      'no-unused-vars': ['error', { args: 'after-used' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': ['error', { destructuring: 'all' }],
    },
  },
];
