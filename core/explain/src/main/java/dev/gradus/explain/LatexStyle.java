package dev.gradus.explain;

import dev.gradus.explain.Formula.Derivative;
import dev.gradus.explain.Formula.Element;
import dev.gradus.explain.Formula.Indicator;
import dev.gradus.explain.Formula.Name;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.explain.Formula.Partial;
import dev.gradus.explain.Formula.Scaled;
import dev.gradus.explain.Formula.Shaped;
import dev.gradus.explain.Formula.Total;
import dev.gradus.node.Notation;
import dev.gradus.tensor.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes formulas as LaTeX with amsmath. */
final class LatexStyle {
    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("∗", "*"),
            Map.entry("−", "-"),
            Map.entry("≠", "\\neq"),
            Map.entry("≤", "\\leq"),
            Map.entry("≥", "\\geq"),
            Map.entry("·", "\\cdot"),
            Map.entry("←", "\\leftarrow"),
            Map.entry("<", "<"),
            Map.entry(">", ">"));
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("log", "\\ln"),
            Map.entry("exp", "\\exp"),
            Map.entry("sin", "\\sin"),
            Map.entry("cos", "\\cos"),
            Map.entry("tan", "\\tan"),
            Map.entry("sinh", "\\sinh"),
            Map.entry("cosh", "\\cosh"),
            Map.entry("tanh", "\\tanh"),
            Map.entry("asin", "\\arcsin"),
            Map.entry("acos", "\\arccos"),
            Map.entry("atan", "\\arctan"),
            Map.entry("log2", "\\log_2"),
            Map.entry("log10", "\\log_{10}"),
            Map.entry("lgamma", "\\ln\\Gamma"),
            Map.entry("digamma", "\\psi"),
            Map.entry("max", "\\max"),
            Map.entry("min", "\\min"));
    private static final Map<String, String> ESCAPES = Map.ofEntries(
            Map.entry("\\", "\\textbackslash{}"),
            Map.entry("{", "\\{"),
            Map.entry("}", "\\}"),
            Map.entry("$", "\\$"),
            Map.entry("&", "\\&"),
            Map.entry("#", "\\#"),
            Map.entry("%", "\\%"),
            Map.entry("_", "\\_"),
            Map.entry("^", "\\textasciicircum{}"),
            Map.entry("~", "\\textasciitilde{}"));

    private LatexStyle() {}

    static String write(Formula formula) {
        if (formula instanceof Name name) {
            return name(name.text());
        } else if (formula instanceof Number number) {
            return number(number);
        } else if (formula instanceof Partial partial) {
            String fraction =
                    "\\frac{\\partial " + differential(partial.y()) + "}{\\partial " + differential(partial.x()) + "}";
            return partial.via().isEmpty() ? fraction : "\\left." + fraction + "\\right|_{" + name(partial.via()) + "}";
        } else if (formula instanceof Derivative derivative) {
            return function(derivative.function()) + "'(" + write(derivative.x()) + ")";
        } else if (formula instanceof Total total) {
            return total.indices().stream()
                            .map(index -> "\\sum_{" + index + "} ")
                            .collect(Collectors.joining())
                    + body(total.body());
        } else if (formula instanceof Scaled scaled) {
            return write(scaled.factor()) + (Parentheses.needsDot(scaled) ? " \\cdot " : " ") + body(scaled.body());
        } else if (formula instanceof Indicator indicator) {
            return "[" + write(indicator.condition()) + "]";
        } else if (formula instanceof Element element) {
            return element(element);
        } else if (formula instanceof Shaped shaped) {
            return "\\underset{" + ShapeText.sizes(shaped.shape()).replace("×", " \\times ") + "}{" + write(shaped.of())
                    + "}";
        }
        return operation((Operation) formula);
    }

    private static String differential(Formula x) {
        return Parentheses.aroundDifferential(x) ? parenthesised(write(x)) : write(x);
    }

    private static String parenthesised(String inside) {
        return inside.contains("\\frac") || inside.contains("\\sum")
                ? "\\left(" + inside + "\\right)"
                : "(" + inside + ")";
    }

    private static String body(Formula body) {
        return Parentheses.aroundBody(body) ? parenthesised(write(body)) : write(body);
    }

    private static String number(Number number) {
        double value = number.value();
        if (value == 0.5 && !number.rounded()) {
            return "\\frac{1}{2}";
        }
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "\\text{NaN}" : value < 0 ? "-\\infty" : "\\infty";
        }
        String text = number.inMathematics().replace('−', '-').replace("π", "\\pi");
        int exponent = text.indexOf('E');
        return exponent < 0 ? text : text.substring(0, exponent) + " \\cdot 10^{" + text.substring(exponent + 1) + "}";
    }

    static String name(String text) {
        Identifier parts = Identifier.inMathematics(text);
        String base = parts.isOneLetter() ? letter(parts.base()) : word(parts.base());
        String accented = parts.accentName().isEmpty() ? base : "\\" + parts.accentName() + "{" + base + "}";
        return parts.subscript().isEmpty() ? accented : accented + "_{" + subscript(parts.subscript()) + "}";
    }

    private static String letter(String letter) {
        String greek = Identifier.greek(letter);
        boolean plain = letter.matches("[A-Za-z0-9]");
        return !greek.isEmpty() ? "\\" + greek : plain ? letter : "\\text{" + escaped(letter) + "}";
    }

    private static String word(String word) {
        return word.matches("[A-Za-z0-9]+") ? "\\mathit{" + word + "}" : "\\text{" + escaped(word) + "}";
    }

    private static String subscript(String text) {
        return text.matches("[0-9]+|[A-Za-z]") ? text : "\\text{" + escaped(text) + "}";
    }

    private static String escaped(String text) {
        return Labels.printable(text)
                .codePoints()
                .mapToObj(Character::toString)
                .map(letter -> ESCAPES.getOrDefault(letter, letter))
                .collect(Collectors.joining());
    }

    private static String function(String symbol) {
        String greek = Identifier.greek(symbol);
        return !greek.isEmpty()
                ? "\\" + greek
                : FUNCTIONS.getOrDefault(symbol, "\\operatorname{" + escaped(symbol) + "}");
    }

    private static String element(Element element) {
        String base = write(element.of());
        boolean inParentheses = element.of() instanceof Partial || Parentheses.aroundIndexed(element.of());
        boolean oneLetterEach = element.indices().stream().allMatch(index -> index.length() == 1);
        return element.indices().isEmpty()
                ? base
                : (inParentheses ? parenthesised(base) : base) + "_{"
                        + String.join(oneLetterEach ? "" : ",", element.indices()) + "}";
    }

    private static String operation(Operation operation) {
        Notation notation = operation.notation();
        List<Formula> operands = operation.operands();
        if (Parentheses.isQuotient(notation)) {
            return "\\frac{" + write(operands.get(0)) + "}{" + write(operands.get(1)) + "}";
        } else if (Parentheses.isReciprocal(notation)) {
            return "\\frac{1}{" + write(operands.get(0)) + "}";
        } else if (notation.symbol().equals("√")) {
            return "\\sqrt{" + write(operands.get(0)) + "}";
        } else if (notation.symbol().equals("exp")) {
            return "e^{" + write(operands.get(0)) + "}";
        } else if (notation.symbol().equals("abs")) {
            return "\\left|" + write(operands.get(0)) + "\\right|";
        }
        List<String> written = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            String text = write(operands.get(i));
            written.add(Parentheses.around(operands.get(i), notation, i) ? parenthesised(text) : text);
        }
        return switch (notation.form()) {
            case FUNCTION -> {
                notation.arguments().forEach(argument -> written.add("\\text{" + escaped(argument) + "}"));
                yield function(notation.symbol()) + parenthesised(String.join(", ", written));
            }
            case INFIX -> infix(notation, written, operands);
            case PREFIX -> SIGNS.getOrDefault(notation.symbol(), escaped(notation.symbol())) + written.get(0);
            case POSTFIX -> postfix(notation.symbol(), written.get(0), operands.get(0));
        };
    }

    private static String infix(Notation notation, List<String> written, List<Formula> operands) {
        if (notation.symbol().equals("^")) {
            return raised(written.get(0), operands.get(0)) + "^{" + write(operands.get(1)) + "}";
        } else if (notation.symbol().equals("@")) {
            return written.get(0) + " " + written.get(1);
        }
        String sign = notation.symbol();
        String between = SIGNS.getOrDefault(sign, sign.length() == 1 ? escaped(sign) : "\\text{" + escaped(sign) + "}");
        return String.join(" " + between + " ", written);
    }

    private static String postfix(String symbol, String written, Formula operand) {
        return switch (symbol) {
            case "ᵀ" -> raised(written, operand) + "^{\\top}";
            case "²" -> raised(written, operand) + "^{2}";
            default -> written + "\\text{" + escaped(symbol) + "}";
        };
    }

    private static String raised(String written, Formula operand) {
        boolean bare = operand instanceof Partial
                || operand instanceof Element && written.contains("\\frac")
                || Parentheses.isRaised(operand);
        return bare ? "\\left(" + written + "\\right)" : written;
    }
}
