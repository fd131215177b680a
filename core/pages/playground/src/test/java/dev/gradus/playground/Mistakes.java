package dev.gradus.playground;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mistakes that people make in a line. Each can be made at several places of a program. */
final class Mistakes {
    private static final String FUNCTION =
            "\\b(tanh|sigmoid|softmax|mean|sum|sqrt|MseLoss|BinaryCrossEntropyLoss|CrossEntropyLoss)";

    private static final Map<String, Function<String, List<String>>> ALL = new LinkedHashMap<>();

    static {
        // sizes
        each("a weight with a row too many", "randn\\((\\d+), (\\d+)\\)", m -> randn(number(m, 1) + 1, number(m, 2)));
        each(
                "a weight with a column too many",
                "randn\\((\\d+), (\\d+)\\)",
                m -> randn(number(m, 1), number(m, 2) + 1));
        each("a weight with its sizes swapped", "randn\\((\\d+), (\\d+)\\)", m -> randn(number(m, 2), number(m, 1)));
        each("a bias that is too long", "zeros\\((\\d+)\\)", m -> "zeros(" + (number(m, 1) + 2) + ")");
        each("a bias as a column", "zeros\\(([2-9]\\d*)\\)", m -> "zeros(" + m.group(1) + ", 1)");
        each("swapped operands of @", "\\b(\\w+) @ (\\w+)(?![.\\w])", m -> m.group(2) + " @ " + m.group(1));
        each("* instead of @", " @ ", m -> " * ");
        each("@ instead of *", "(?<!\\*) \\* (?!\\*)", m -> " @ ");
        each("a left operand transposed", "\\b(\\w+) @", m -> m.group(1) + ".T @");
        each("a right operand transposed", "@ (\\w+)(?![.\\w])", m -> "@ " + m.group(1) + ".T");
        each("a transpose that is missing", "\\.T", m -> "");
        each("an axis that does not exist", "axis=1", m -> "axis=3");
        each("a loss that is not one number", "MseLoss\\((\\S+), y\\)", m -> "(" + m.group(1) + " - y)**2");
        // names
        each("a misspelled function", FUNCTION + "\\(", m -> swapped(m.group()));
        each(
                "a misspelled name",
                "@ (\\w+)",
                m -> m.group() + m.group().charAt(m.group().length() - 1));
        each("a name in small letters", "@ ([A-Z]\\w*)", m -> m.group().toLowerCase(java.util.Locale.ROOT));
        each("a line without a name", "(?m)^\\S+ = (?!.*randn)", m -> "");
        each("a line that is missing", "(?m)^(?!C =)[^\\[\\n]*\\n", m -> "");
        each("two lines in the wrong order", "(?m)^(.*\\n)(.*\\n)", m -> m.group(2) + m.group(1));
        each("a loss of another name", "(?m)^J =", m -> "q =");
        // signs
        each("a missing )", "\\)", m -> "");
        each("a ) too many", "\\)", m -> "))");
        each("a missing (", "\\(", m -> "");
        each("a ( too many", "\\(", m -> "((");
        each("^ instead of **", "\\*\\*", m -> "^");
        each("a missing @", " @ ", m -> " ");
        each("a missing +", " \\+ ", m -> " ");
        each("a missing comma", ", ", m -> " ");
        each("a missing =", "(?m)^(\\S+) = ", m -> m.group(1) + " ");
        each("== instead of =", "(?m)^(\\S+) = ", m -> m.group(1) + " == ");
        each("a sign of another language", FUNCTION, m -> "$" + m.group());
        each("a quote", FUNCTION, m -> "'" + m.group());
        each("[ ] instead of ( )", FUNCTION + "\\((\\w+)\\)", m -> m.group(1) + "[" + m.group(2) + "]");
        each("a function without parentheses", FUNCTION + "\\((\\w+)\\)", m -> m.group(1) + " " + m.group(2));
        each("a decimal comma", "\\b0\\.(\\d+)", m -> "0," + m.group(1));
        // arguments
        each("an argument that is missing", "Loss\\((\\S+), y\\)", m -> "Loss(" + m.group(1) + ")");
        each("an argument too many", FUNCTION + "\\((\\w+)\\)", m -> m.group(1) + "(" + m.group(2) + ", 2, 3)");
        each("a misspelled argument", "axis=", m -> "axes_=");
        // statements of other languages
        each("a sum onto the loss", "(?m)^J = .*\\n", m -> m.group() + "J += 3\n");
        each(
                "a name that is taken",
                "(?m)^(\\S+) = (.*)\\n(\\S+) = ",
                m -> m.group(1) + " = " + m.group(2) + "\n" + m.group(1) + " = ");
        // values
        each(
                "a logarithm of negative numbers",
                "J = (?=.*Loss\\((\\S+), y\\))",
                m -> "q = log(" + m.group(1) + ")\nJ = mean(q) + ");
    }

    private Mistakes() {}

    static Map<String, Function<String, List<String>>> all() {
        return ALL;
    }

    private static void each(String name, String pattern, Function<MatchResult, String> change) {
        Pattern found = Pattern.compile(pattern);
        ALL.put(name, program -> {
            List<String> wrong = new ArrayList<>();
            Matcher matcher = found.matcher(program);
            for (int from = 0; from <= program.length() && matcher.find(from); from = matcher.start() + 1) {
                wrong.add(program.substring(0, matcher.start())
                        + change.apply(matcher.toMatchResult())
                        + program.substring(matcher.end()));
            }
            return wrong;
        });
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static String randn(int rows, int columns) {
        return "randn(" + rows + ", " + columns + ")";
    }

    private static String swapped(String name) {
        return "" + name.charAt(0) + name.charAt(2) + name.charAt(1) + name.substring(3);
    }
}
