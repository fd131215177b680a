package dev.gradus.explain;

import dev.gradus.explain.Code.Fragment;
import dev.gradus.node.Notation.Binding;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of code with placeholders for operands, {@code {0} + {1}}. */
final class Template {
    /** Matches a number in braces that is not an array of one number. */
    private static final Pattern PLACE = Pattern.compile("(?<!\\[] ?)\\{(\\d+)}");

    private static final Pattern OPERATOR_BEFORE = Pattern.compile("(\\*\\*|//|[-+*/@<>=!~]=?)\\s*$");
    private static final Pattern OPERATOR_AFTER = Pattern.compile("^\\s*(\\*\\*|//|[-+*/@<>=!]=?|[.\\[])");

    private Template() {}

    static String plain(String template, List<String> operands) {
        return filled(template, (place, number) -> operands.get(number));
    }

    /** Fills in the Python template, with parentheses around operands that need them. */
    static Fragment python(String template, List<Fragment> operands) {
        String text = filled(template, (place, number) -> {
            Fragment operand = operands.get(number);
            Binding needed = needed(template, place.start(), place.end());
            boolean numberWithMethod =
                    template.startsWith(".", place.end()) && operand.text().matches("-?[0-9.].*");
            return numberWithMethod
                    ? "np.array(" + operand.text() + ")"
                    : operand.binding().compareTo(needed) < 0 ? "(" + operand.text() + ")" : operand.text();
        });
        return new Fragment(text, loosest(template));
    }

    private static String filled(String template, BiFunction<MatchResult, Integer, String> operand) {
        Matcher places = PLACE.matcher(template);
        StringBuilder text = new StringBuilder();
        int from = 0;
        while (places.find()) {
            text.append(template, from, places.start());
            text.append(operand.apply(places, Integer.parseInt(places.group(1))));
            from = places.end();
        }
        return text.append(template.substring(from)).toString();
    }

    /** Returns how tightly an operand must bind between its neighbors. */
    private static Binding needed(String template, int from, int to) {
        Binding needed = Binding.COMPARISON;
        Matcher left = OPERATOR_BEFORE.matcher(template).region(Math.max(0, blankFrom(template, from) - 2), from);
        if (left.find()) {
            boolean sign = isSign(template, left.start(), left.group(1));
            // To the right of an operator of the same rank, an operand needs parentheses: a - (b - c).
            needed = tighter(sign ? Binding.SIGN : binding(left.group(1)));
        }
        Matcher right = OPERATOR_AFTER.matcher(template).region(to, template.length());
        if (right.lookingAt()) {
            String sign = right.group(1);
            Binding asked = sign.equals(".") || sign.equals("[")
                    ? Binding.ATOM
                    : sign.equals("**") || binding(sign) == Binding.COMPARISON ? tighter(binding(sign)) : binding(sign);
            needed = asked.compareTo(needed) > 0 ? asked : needed;
        }
        return needed;
    }

    private static int blankFrom(String template, int place) {
        int from = place;
        while (from > 0 && Character.isWhitespace(template.charAt(from - 1))) {
            from--;
        }
        return from;
    }

    private static boolean isSign(String template, int place, String operator) {
        int before = blankFrom(template, place) - 1;
        return operator.equals("-") && (before < 0 || "(,[".indexOf(template.charAt(before)) >= 0);
    }

    private static Binding tighter(Binding binding) {
        return Binding.values()[Math.min(binding.ordinal() + 1, Binding.ATOM.ordinal())];
    }

    private static Binding binding(String operator) {
        return switch (operator) {
            case "+", "-" -> Binding.SUM;
            case "*", "/", "//", "@" -> Binding.PRODUCT;
            case "**" -> Binding.POWER;
            default -> Binding.COMPARISON;
        };
    }

    /** Returns how tightly the filled template binds: as tightly as its loosest operator outside brackets. */
    private static Binding loosest(String template) {
        Binding loosest = Binding.ATOM;
        int depth = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (depth == 0 && "+-*/@<>=!".indexOf(c) >= 0) {
                boolean power = template.startsWith("**", i);
                Binding here = isSign(template, i, String.valueOf(c))
                        ? Binding.SIGN
                        : binding(power ? "**" : String.valueOf(c));
                loosest = here.compareTo(loosest) < 0 ? here : loosest;
                i += power ? 1 : 0;
            }
        }
        return loosest;
    }
}
