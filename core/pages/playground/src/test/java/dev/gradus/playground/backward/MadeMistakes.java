package dev.gradus.playground.backward;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes mistakes in the text of right lines, by search and replace: it knows nothing of expressions, shapes or gradients. */
final class MadeMistakes {
    /** The kinds of the assignment, and what a line may be said to have. */
    enum Kind {
        TRANSPOSE_MISSING(Mistake.TRANSPOSE_MISSING),
        TRANSPOSE_ON_OTHER(Mistake.TRANSPOSE_ELSEWHERE),
        SWAPPED(Mistake.SWAPPED),
        BATCH_SUM(Mistake.BATCH_SUM),
        MEAN(Mistake.MEAN),
        MEAN_FORGOTTEN(Mistake.MEAN_FORGOTTEN),
        SIGN(Mistake.SIGN),
        SLOPE_FORGOTTEN(Mistake.SLOPE_FORGOTTEN),
        SLOPE_OF_OTHER(Mistake.SLOPE_OF_OTHER),
        FACTOR(Mistake.FACTOR),
        ELEMENTWISE(Mistake.ELEMENTWISE),
        FAN_OUT(Mistake.FAN_OUT),
        RELU_INVERTED(Mistake.MASK_INVERTED),
        RELU_OF_OTHER(Mistake.MASK_OF_OTHER),
        UPDATED_WEIGHTS(Mistake.UPDATED_WEIGHTS),
        SOFTMAX(Mistake.SOFTMAX),
        BIAS_NOT_SUMMED(Mistake.BIAS_SHAPE, Mistake.KEPT_AXIS),
        AXIS_KEPT(Mistake.KEPT_AXIS, Mistake.BATCH_SUM);

        final Set<Mistake> names;

        Kind(Mistake first, Mistake... more) {
            names = EnumSet.of(first, more);
        }
    }

    /** A wrong pass: the text, and the index of the line that is wrong. */
    record Made(Kind kind, String text, int line, String wrong) {}

    private record Change(Kind kind, String pattern, String by) {}

    private static final String WORD = "[A-Za-z0-9ŷ]+";

    /** Patterns within a line, and what stands there instead. Each is applied at each of its places. */
    private static final List<Change> CHANGES = List.of(
            new Change(Kind.TRANSPOSE_MISSING, "\\.T\\b", ""),
            new Change(Kind.TRANSPOSE_ON_OTHER, "(" + WORD + ")\\.T @ (" + WORD + ")$", "$1 @ $2.T"),
            new Change(Kind.TRANSPOSE_ON_OTHER, "(" + WORD + ") @ (" + WORD + ")\\.T$", "$1.T @ $2"),
            new Change(Kind.SWAPPED, "= (\\S+) @ (\\S+)$", "= $2 @ $1"),
            new Change(Kind.SWAPPED, "= (\\S+) @ (\\S+) ([+/].*)$", "= $2 @ $1 $3"),
            new Change(Kind.BATCH_SUM, "^(db\\w* = dz\\w*|db\\w* = dŷ)\\.sum\\(0\\)", "$1"),
            new Change(Kind.BIAS_NOT_SUMMED, "\\.sum\\(0\\)", ".sum()"),
            new Change(Kind.BIAS_NOT_SUMMED, "\\.sum\\(0\\)", ".sum(1)"),
            new Change(Kind.AXIS_KEPT, "\\.sum\\(0\\)", ".sum(0, keepdims=True)"),
            new Change(Kind.AXIS_KEPT, "\\.sum\\((.), keepdims=True\\)$", ".sum($1)"),
            new Change(Kind.AXIS_KEPT, "= (\\(dd \\* .\\))\\.sum\\(0, keepdims=True\\)$", "= $1"),
            new Change(Kind.MEAN, "\\.sum\\(0\\)", ".mean(0)"),
            new Change(Kind.MEAN, "^(dW\\w* = \\w+\\.T @ \\S+)$", "$1 / len(x)"),
            new Change(Kind.MEAN_FORGOTTEN, " / (n|len\\(x\\))$", ""),
            new Change(Kind.SIGN, "\\((\\S+) - (\\S+)\\)", "($2 - $1)"),
            new Change(Kind.SIGN, "= (.*)$", "= -($1)"),
            new Change(Kind.SIGN, "\\(1 - ", "(1 + "),
            new Change(Kind.SIGN, " \\+ 2 \\* dprice", " - 2 * dprice"),
            new Change(Kind.SIGN, " - dd\\.sum", " + dd.sum"),
            new Change(Kind.SLOPE_FORGOTTEN, "^(dz\\w* = d\\S+) \\* .*$", "$1"),
            new Change(
                    Kind.SLOPE_OF_OTHER,
                    "^(dz)(\\w*)( = d\\S+ \\* )h\\w* \\* \\(1 - h\\w*\\)",
                    "$1$2$3z$2 * (1 - z$2)"),
            new Change(Kind.SLOPE_OF_OTHER, "^(dz)(\\w*)( = d\\S+ \\* )ŷ \\* \\(1 - ŷ\\)", "$1$2$3z$2 * (1 - z$2)"),
            new Change(Kind.SLOPE_OF_OTHER, "^(dz)(\\w*)( = .*\\(1 - )h\\w*(\\*\\*2\\))", "$1$2$3z$2$4"),
            new Change(Kind.SLOPE_OF_OTHER, "z1 \\* h$", "z1 * z1"),
            new Change(Kind.FACTOR, "= (.*)$", "= 2 * ($1)"),
            new Change(Kind.FACTOR, "= (.*)$", "= ($1) / 2"),
            new Change(Kind.FACTOR, "= (.*\\b)2 \\* ", "= $1"),
            new Change(Kind.FACTOR, "= 2 \\* d$", "= d"),
            new Change(Kind.ELEMENTWISE, "(?<!dz\\d?|dŷ) @ ", " * "), // (n, 1) * (1, m) is that product
            new Change(Kind.FAN_OUT, " \\+ 2 \\* dprice \\* \\w+$", ""),
            new Change(Kind.FAN_OUT, "= .* (\\+) (2 \\* dprice \\* \\w+)$", "= $2"),
            new Change(Kind.FAN_OUT, " - dd\\.sum\\(\\) / 5$", ""),
            new Change(Kind.SOFTMAX, "A \\* \\(dA - .*$", "A * (1 - A) * dA"),
            new Change(Kind.SOFTMAX, "A \\* \\(dA - .*$", "A * dA"),
            new Change(Kind.SOFTMAX, "= \\(p - (one_hot\\(.*, \\d+\\))\\) / len\\(x\\)$", "= (p - $1) * $1 / len(x)"),
            new Change(Kind.SOFTMAX, "= \\(p - (one_hot\\(.*, \\d+\\))\\) / len\\(x\\)$", "= -$1 * (1 - p) / len(x)"),
            new Change(Kind.RELU_INVERTED, "\\((\\w+) > 0\\)", "($1 < 0)"),
            new Change(Kind.RELU_INVERTED, "\\((\\w+) > 0\\)", "($1 <= 0)"),
            new Change(Kind.RELU_OF_OTHER, "\\(z1 > 0\\)", "(z2 > 0)"),
            new Change(Kind.RELU_OF_OTHER, "\\(z2 > 0\\)", "(z1 > 0)"));

    private MadeMistakes() {}

    /** All mistakes of all kinds that can be made in a pass. */
    static List<Made> in(String pass) {
        Map<String, Made> made = new LinkedHashMap<>();
        String[] lines = pass.strip().split("\n");
        for (int i = 0; i < lines.length; i++) {
            for (Change change : CHANGES) {
                Matcher matcher = Pattern.compile(change.pattern()).matcher(lines[i]);
                while (matcher.find()) {
                    StringBuilder replaced = new StringBuilder(lines[i].substring(0, matcher.start()));
                    replaced.append(Pattern.compile(change.pattern())
                            .matcher(matcher.group())
                            .replaceFirst(change.by()));
                    if (change.pattern().startsWith("^")) {
                        replaced = new StringBuilder(matcher.replaceFirst(change.by()));
                    } else {
                        replaced.append(lines[i].substring(matcher.end()));
                    }
                    add(made, change.kind(), lines, i, replaced.toString());
                    if (change.pattern().startsWith("^")) {
                        break;
                    }
                }
            }
            skipSlope(made, lines, i);
            updated(made, lines, i);
        }
        return new ArrayList<>(made.values());
    }

    private static void add(Map<String, Made> made, Kind kind, String[] lines, int i, String wrong) {
        String[] all = lines.clone();
        all[i] = wrong;
        made.putIfAbsent(kind + wrong, new Made(kind, String.join("\n", all), i, wrong));
    }

    /** The gradient of a function's value instead of that of its argument, in a product. */
    private static void skipSlope(Map<String, Made> made, String[] lines, int i) {
        for (String line : lines) {
            Matcher slope = Pattern.compile("^(dz\\w*) = (d[hŷ]\\w*) \\* ").matcher(line);
            if (slope.find() && lines[i].startsWith("dW") && lines[i].matches(".*@ " + slope.group(1) + "\\b.*")) {
                String wrong = lines[i].replaceAll("\\b" + slope.group(1) + "\\b", slope.group(2));
                add(made, Kind.SLOPE_FORGOTTEN, lines, i, wrong);
            }
        }
    }

    /** The update of a weight before a line that uses the weight. */
    private static void updated(Map<String, Made> made, String[] lines, int i) {
        Matcher use = Pattern.compile("@ ([A-Z]\\d?)\\.T$").matcher(lines[i]);
        if (use.find()) {
            List<String> all = new ArrayList<>(List.of(lines));
            String gradient = "d" + use.group(1);
            all.removeIf(line -> line.startsWith(gradient + " ="));
            int at = all.indexOf(lines[i]);
            List<String> before = List.of(lines).stream()
                    .filter(line -> line.startsWith(gradient + " ="))
                    .toList();
            all.addAll(at, before);
            String update = use.group(1) + " -= 0.5 * " + gradient;
            all.add(at + before.size(), update);
            made.put(
                    "updated" + i,
                    new Made(Kind.UPDATED_WEIGHTS, String.join("\n", all), at + before.size() + 1, lines[i]));
        }
    }
}
