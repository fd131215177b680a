package dev.gradus.node;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads sums, products, signs and parentheses as any pupil would, to judge what was printed.
 *
 * <pre>{@code
 * sum     = product {("+" | "−") product}
 * product = signed {("∗" | "/") signed}
 * signed  = "−" signed | number | name | "(" sum ")"
 * }</pre>
 */
final class Formula {
    private static final Pattern TOKEN = Pattern.compile("[0-9.]+(e[+−][0-9]+)?|[a-z]+|[-+−∗/()]");

    private final Matcher tokens;
    private final Map<String, Double> names;
    private String next;

    private Formula(String text, Map<String, Double> names) {
        this.tokens = TOKEN.matcher(text.replace(" ", ""));
        this.names = names;
        advance();
    }

    /** The number that the text means, and its full parenthesization, which tells different readings apart. */
    record Reading(double value, String structure) {}

    static Reading read(String text, Map<String, Double> names) {
        Formula formula = new Formula(text, names);
        Reading reading = formula.sum();
        if (!formula.next.isEmpty()) {
            throw new IllegalArgumentException("'" + formula.next + "' is left over in " + text);
        }
        return reading;
    }

    private Reading sum() {
        Reading left = product();
        while (next.equals("+") || next.equals("−")) {
            left = combined(left, take(), product());
        }
        return left;
    }

    private Reading product() {
        Reading left = signed();
        while (next.equals("∗") || next.equals("/")) {
            left = combined(left, take(), signed());
        }
        return left;
    }

    private Reading signed() {
        String token = take();
        if (token.equals("−")) {
            Reading operand = signed();
            return new Reading(-operand.value, "−" + operand.structure);
        }
        if (token.equals("(")) {
            Reading inside = sum();
            if (!take().equals(")")) {
                throw new IllegalArgumentException("a parenthesis is not closed");
            }
            return inside;
        }
        ToDoubleFunction<String> number = text -> Double.parseDouble(text.replace('−', '-'));
        return new Reading(names.containsKey(token) ? names.get(token) : number.applyAsDouble(token), token);
    }

    private static Reading combined(Reading left, String operator, Reading right) {
        double value = switch (operator) {
            case "+" -> left.value + right.value;
            case "−" -> left.value - right.value;
            case "∗" -> left.value * right.value;
            default -> left.value / right.value;
        };
        return new Reading(value, "[" + left.structure + operator + right.structure + "]");
    }

    private String take() {
        String token = next;
        advance();
        return token;
    }

    private void advance() {
        next = tokens.find() ? tokens.group() : "";
    }
}
