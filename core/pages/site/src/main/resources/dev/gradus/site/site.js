// Highlights code and typesets formulas. Without scripts, both can still be read as they were written.
hljs.configure({ ignoreUnescapedHTML: true, noHighlightRe: /^$/ });
const NO_LANGUAGE = 'pre code:not([class]), pre code.language-text';
document.querySelectorAll(NO_LANGUAGE).forEach(code => code.classList.add('nohighlight'));
document.querySelectorAll('pre code:not(.nohighlight)').forEach(code => hljs.highlightElement(code));
document
  .querySelectorAll('.formula')
  .forEach(formula =>
    katex.render(formula.textContent, formula, { displayMode: formula.matches('.display'), output: 'mathml' }),
  );
