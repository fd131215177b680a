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

/** Writes formulas as MathML Core, which browsers render natively. */
final class MathMlStyle {
    private static final Map<String, String> FUNCTIONS =
            Map.of("log", "ln", "asin", "arcsin", "acos", "arccos", "atan", "arctan");
    private static final Map<String, String> ACCENTS =
            Map.of("hat", "^", "tilde", "~", "bar", "‾", "dot", "˙", "ddot", "¨", "vec", "→");
    private static final String ONE_HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>";

    private MathMlStyle() {}

    static String write(Formula formula) {
        if (formula instanceof Name name) {
            return name(name.text());
        } else if (formula instanceof Number number) {
            return number(number);
        } else if (formula instanceof Partial partial) {
            return partial(partial);
        } else if (formula instanceof Derivative derivative) {
            return "<mrow><msup>" + function(derivative.function()) + "<mo>′</mo></msup>"
                    + parenthesised(write(derivative.x())) + "</mrow>";
        } else if (formula instanceof Total total) {
            return "<mrow>"
                    + total.indices().stream()
                            .map(index -> "<munder><mo>∑</mo><mi>" + escaped(index) + "</mi></munder>")
                            .collect(Collectors.joining())
                    + body(total.body()) + "</mrow>";
        } else if (formula instanceof Scaled scaled) {
            String dot = Parentheses.needsDot(scaled) ? "<mo>·</mo>" : "";
            return "<mrow>" + write(scaled.factor()) + dot + body(scaled.body()) + "</mrow>";
        } else if (formula instanceof Indicator indicator) {
            return "<mrow><mo stretchy=\"false\">[</mo>" + write(indicator.condition())
                    + "<mo stretchy=\"false\">]</mo></mrow>";
        } else if (formula instanceof Element element) {
            return element(element);
        } else if (formula instanceof Shaped shaped) {
            return "<munder>" + write(shaped.of()) + "<mtext>" + ShapeText.sizes(shaped.shape()) + "</mtext></munder>";
        }
        return operation((Operation) formula);
    }

    private static String partial(Partial partial) {
        String fraction = "<mfrac class=\"gradient\"><mrow><mo>∂</mo>" + differential(partial.y())
                + "</mrow><mrow><mo>∂</mo>" + differential(partial.x()) + "</mrow></mfrac>";
        return partial.via().isEmpty()
                ? fraction
                : "<msub><mrow>" + fraction + "<mo>|</mo></mrow>" + name(partial.via()) + "</msub>";
    }

    private static String differential(Formula x) {
        return Parentheses.aroundDifferential(x) ? parenthesised(write(x)) : write(x);
    }

    private static String parenthesised(String inside) {
        return "<mo stretchy=\"false\">(</mo>" + inside + "<mo stretchy=\"false\">)</mo>";
    }

    private static String body(Formula body) {
        return Parentheses.aroundBody(body) ? "<mrow>" + parenthesised(write(body)) + "</mrow>" : write(body);
    }

    private static String number(Number number) {
        if (number.value() == 0.5 && !number.rounded()) {
            return ONE_HALF;
        }
        String text = number.inMathematics();
        return text.startsWith("−")
                ? "<mrow><mo>−</mo><mn>" + text.substring(1) + "</mn></mrow>"
                : "<mn>" + text + "</mn>";
    }

    static String name(String text) {
        Identifier parts = Identifier.inMathematics(text);
        String base = "<mi>" + escaped(parts.base()) + "</mi>";
        String accented = parts.accentName().isEmpty()
                ? base
                : "<mover accent=\"true\">" + base + "<mo stretchy=\"false\">" + ACCENTS.get(parts.accentName())
                        + "</mo></mover>";
        return parts.subscript().isEmpty()
                ? accented
                : "<msub>" + accented + "<mtext>" + escaped(parts.subscript()) + "</mtext></msub>";
    }

    private static String function(String symbol) {
        return "<mi>" + escaped(FUNCTIONS.getOrDefault(symbol, symbol)) + "</mi>";
    }

    /** Escapes text for use between tags and in attributes, and removes characters that XML forbids. */
    static String escaped(String text) {
        return Labels.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String element(Element element) {
        boolean bare = !(element.of() instanceof Partial) && !Parentheses.aroundIndexed(element.of());
        String base = bare ? write(element.of()) : "<mrow>" + parenthesised(write(element.of())) + "</mrow>";
        boolean oneLetterEach = element.indices().stream().allMatch(index -> index.length() == 1);
        return element.indices().isEmpty()
                ? write(element.of())
                : "<msub>" + base + "<mrow>"
                        + element.indices().stream()
                                .map(index -> index.matches("[0-9]+")
                                        ? "<mn>" + index + "</mn>"
                                        : "<mi>" + escaped(index) + "</mi>")
                                .collect(Collectors.joining(oneLetterEach ? "" : "<mo>,</mo>"))
                        + "</mrow></msub>";
    }

    private static String operation(Operation operation) {
        Notation notation = operation.notation();
        List<Formula> operands = operation.operands();
        if (Parentheses.isQuotient(notation)) {
            return "<mfrac>" + row(write(operands.get(0))) + row(write(operands.get(1))) + "</mfrac>";
        } else if (Parentheses.isReciprocal(notation)) {
            return "<mfrac><mn>1</mn>" + row(write(operands.get(0))) + "</mfrac>";
        } else if (notation.symbol().equals("√")) {
            return "<msqrt>" + write(operands.get(0)) + "</msqrt>";
        } else if (notation.symbol().equals("exp")) {
            return "<msup><mi>e</mi>" + row(write(operands.get(0))) + "</msup>";
        } else if (notation.symbol().equals("abs")) {
            return "<mrow><mo stretchy=\"false\">|</mo>" + write(operands.get(0))
                    + "<mo stretchy=\"false\">|</mo></mrow>";
        }
        List<String> written = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            String text = write(operands.get(i));
            written.add(
                    Parentheses.around(operands.get(i), notation, i)
                            ? "<mrow>" + parenthesised(text) + "</mrow>"
                            : text);
        }
        return switch (notation.form()) {
            case FUNCTION -> {
                notation.arguments().forEach(argument -> written.add("<mtext>" + escaped(argument) + "</mtext>"));
                yield "<mrow>" + function(notation.symbol()) + parenthesised(String.join("<mo>,</mo>", written))
                        + "</mrow>";
            }
            case INFIX -> infix(notation.symbol(), written, operands);
            case PREFIX -> row("<mo>" + escaped(notation.symbol()) + "</mo>" + written.get(0));
            case POSTFIX -> postfix(notation.symbol(), written.get(0), operands.get(0));
        };
    }

    private static String infix(String symbol, List<String> written, List<Formula> operands) {
        if (symbol.equals("^")) {
            return "<msup>" + raised(written.get(0), operands.get(0)) + row(write(operands.get(1))) + "</msup>";
        }
        String sign = symbol.equals("@") ? "<mo>&#x2062;</mo>" : "<mo>" + escaped(symbol) + "</mo>";
        String closed = "</mrow>";
        return "<mrow>".repeat(written.size() - 1)
                + written.get(0)
                + written.stream()
                        .skip(1)
                        .map(operand -> sign + operand + closed)
                        .collect(Collectors.joining());
    }

    private static String postfix(String symbol, String written, Formula operand) {
        return switch (symbol) {
            case "ᵀ" -> "<msup>" + raised(written, operand) + "<mo>⊤</mo></msup>";
            case "²" -> "<msup>" + raised(written, operand) + "<mn>2</mn></msup>";
            default -> row(written + "<mtext>" + escaped(symbol) + "</mtext>");
        };
    }

    private static String raised(String written, Formula operand) {
        boolean bare = operand instanceof Partial || Parentheses.isRaised(operand);
        return bare ? "<mrow>" + parenthesised(written) + "</mrow>" : written;
    }

    private static String row(String inside) {
        return "<mrow>" + inside + "</mrow>";
    }
}
