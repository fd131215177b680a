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
import java.util.stream.Collectors;

/**
 * Writes formulas as one line of Unicode text. Matrix products are written without a sign as in a textbook, or with it as in
 * code.
 */
final class TextStyle {
    private static final String SUBSCRIPT_DIGITS = "₀₁₂₃₄₅₆₇₈₉";

    private final boolean withMatrixSign;

    private TextStyle(boolean withMatrixSign) {
        this.withMatrixSign = withMatrixSign;
    }

    /** {@code xᵀ ∂J/∂z}. */
    static String textbook(Formula formula) {
        return new TextStyle(false).write(formula);
    }

    /** {@code xᵀ @ ∂J/∂z}. */
    static String listing(Formula formula) {
        return new TextStyle(true).write(formula);
    }

    private String write(Formula formula) {
        if (formula instanceof Name name) {
            return name.text();
        } else if (formula instanceof Number number) {
            return number.inMathematics();
        } else if (formula instanceof Partial partial) {
            return "∂" + differential(partial.y()) + "/∂" + differential(partial.x())
                    + (partial.via().isEmpty() ? "" : "|" + partial.via());
        } else if (formula instanceof Derivative derivative) {
            return derivative.function() + "′(" + write(derivative.x()) + ")";
        } else if (formula instanceof Total total) {
            return total.indices().stream().map(index -> "Σ_" + index + " ").collect(Collectors.joining())
                    + body(total.body());
        } else if (formula instanceof Scaled scaled) {
            return factor(scaled.factor()) + " · " + body(scaled.body());
        } else if (formula instanceof Indicator indicator) {
            return "[" + write(indicator.condition()) + "]";
        } else if (formula instanceof Element element) {
            return element(element);
        } else if (formula instanceof Shaped shaped) {
            return write(shaped.of()) + "[" + ShapeText.sizes(shaped.shape()) + "]";
        }
        return operation((Operation) formula);
    }

    private String differential(Formula x) {
        return Parentheses.aroundDifferential(x) ? "(" + write(x) + ")" : write(x);
    }

    private String factor(Formula factor) {
        return factor instanceof Operation operation && Parentheses.isQuotient(operation.notation())
                ? write(operation.operands().get(0)) + "/"
                        + write(operation.operands().get(1))
                : write(factor);
    }

    private String body(Formula body) {
        return Parentheses.aroundBody(body) ? "(" + write(body) + ")" : write(body);
    }

    private String element(Element element) {
        List<String> indices = element.indices();
        if (indices.isEmpty()) {
            return write(element.of());
        }
        String of = write(element.of());
        String base = Parentheses.aroundIndexed(element.of()) || endsInIndex(element.of()) ? "(" + of + ")" : of;
        boolean digits = indices.stream().allMatch(index -> index.matches("[0-9]"));
        if (digits) {
            return base
                    + indices.stream()
                            .map(index -> SUBSCRIPT_DIGITS.substring(index.charAt(0) - '0', index.charAt(0) - '0' + 1))
                            .collect(Collectors.joining());
        }
        boolean oneLetterEach = indices.stream().allMatch(index -> index.length() == 1);
        return base + "_" + String.join(oneLetterEach ? "" : ",", indices);
    }

    /** Returns whether another index after the formula would appear to belong to its last one. */
    private static boolean endsInIndex(Formula formula) {
        return formula instanceof Partial partial
                && (!partial.via().isEmpty() || Parentheses.aroundIndexed(partial.x()));
    }

    private String operation(Operation operation) {
        Notation notation = operation.notation();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < operation.operands().size(); i++) {
            Formula operand = operation.operands().get(i);
            operands.add(Parentheses.around(operand, notation, i) ? "(" + write(operand) + ")" : write(operand));
        }
        return switch (notation.form()) {
            case FUNCTION -> {
                notation.arguments().forEach(argument -> operands.add(Labels.printable(argument)));
                yield notation.symbol() + "(" + String.join(", ", operands) + ")";
            }
            case INFIX ->
                String.join(
                        !withMatrixSign && Parentheses.isMatrixProduct(operation)
                                ? gap(operation.operands())
                                : " " + notation.symbol() + " ",
                        operands);
            case PREFIX -> notation.symbol() + operands.get(0);
            case POSTFIX -> operands.get(0) + notation.symbol();
        };
    }

    /** Returns the separator. Two names of one letter need none: {@code xW}. */
    private static String gap(List<Formula> factors) {
        return factors.stream()
                        .allMatch(factor -> factor instanceof Name name
                                && Identifier.of(name.text()).isOneLetter()
                                && Identifier.of(name.text()).subscript().isEmpty())
                ? ""
                : " ";
    }
}
