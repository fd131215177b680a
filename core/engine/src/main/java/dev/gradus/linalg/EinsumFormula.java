package dev.gradus.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A parsed einsum formula: a label for each axis of each operand and of the result. A letter's label is its code. The axes
 * of an ellipsis are −1, −2, … from the right.
 *
 * @param operands the labels of each operand's axes
 * @param result the labels of the result's axes
 */
record EinsumFormula(List<List<Integer>> operands, List<Integer> result) {
    private static final String DOTS = "...";
    private static final String ARROW = "->";

    static EinsumFormula of(String text, List<Integer> ranks) {
        Objects.requireNonNull(text, "formula");
        int arrow = text.indexOf(ARROW);
        String left = arrow < 0 ? text : text.substring(0, arrow);
        List<List<Integer>> operands = new ArrayList<>();
        int dotted = 0;
        int from = 0;
        for (String term : left.split(",", -1)) {
            int operand = operands.size();
            if (operand == ranks.size()) {
                throw mistake(
                        text,
                        from,
                        "there is a term for operand " + (operand + 1) + ", but only " + ranks.size() + " are given");
            }
            Term read = Term.of(text, from, term);
            operands.add(read.withRank(text, operand, ranks.get(operand)));
            dotted = Math.max(dotted, read.dots < 0 ? 0 : ranks.get(operand) - read.letters.size());
            from += term.length() + 1;
        }
        if (operands.size() < ranks.size()) {
            throw mistake(
                    text,
                    left.length(),
                    ranks.size() + " operands are given, but there are terms for " + operands.size());
        }
        List<Integer> result =
                arrow < 0 ? implied(operands, dotted) : explicit(text, arrow + ARROW.length(), operands, dotted);
        return new EinsumFormula(operands, result);
    }

    /**
     * Returns the result of a formula without an arrow: the ellipsis, then each letter that occurs once, in alphabetical
     * order.
     */
    private static List<Integer> implied(List<List<Integer>> operands, int dotted) {
        List<Integer> result = new ArrayList<>(ellipsis(dotted));
        operands.stream()
                .flatMap(List::stream)
                .filter(label -> label > 0 && count(operands, label) == 1)
                .sorted()
                .forEach(result::add);
        return result;
    }

    private static long count(List<List<Integer>> operands, int label) {
        return operands.stream()
                .flatMap(List::stream)
                .filter(other -> other == label)
                .count();
    }

    private static List<Integer> explicit(String text, int from, List<List<Integer>> operands, int dotted) {
        Term term = Term.of(text, from, text.substring(from));
        if (term.dots < 0 && dotted > 0) {
            throw mistake(text, text.length(), "the axes of '...' are missing in the result; add '...' there as well");
        }
        List<Integer> result = term.withDots(dotted);
        for (int i = 0; i < term.letters.size(); i++) {
            int label = term.letters.get(i);
            if (term.letters.indexOf(label) < i) {
                throw mistake(text, term.positions.get(i), "'" + (char) label + "' is twice in the result");
            }
            if (count(operands, label) == 0) {
                throw mistake(text, term.positions.get(i), "no operand has an axis '" + (char) label + "'");
            }
        }
        return result;
    }

    private static List<Integer> ellipsis(int count) {
        List<Integer> labels = new ArrayList<>();
        for (int fromRight = count; fromRight > 0; fromRight--) {
            labels.add(-fromRight);
        }
        return labels;
    }

    private static IllegalArgumentException mistake(String text, int position, String what) {
        return new IllegalArgumentException("einsum: '" + text + "', position " + position + ": " + what);
    }

    private static final class Term {
        private final List<Integer> letters = new ArrayList<>();
        private final List<Integer> positions = new ArrayList<>();
        private int dots = -1;

        static Term of(String text, int from, String term) {
            Term read = new Term();
            for (int i = 0; i < term.length(); i++) {
                char c = term.charAt(i);
                if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                    read.letters.add((int) c);
                    read.positions.add(from + i);
                } else if (term.startsWith(DOTS, i) && read.dots < 0) {
                    read.dots = read.letters.size();
                    i += DOTS.length() - 1;
                } else if (c != ' ') {
                    throw mistake(
                            text,
                            from + i,
                            read.dots >= 0 && c == '.'
                                    ? "a term must not have more than one '...'"
                                    : "'" + c
                                            + "' is not an axis; an axis is a letter, and '...' stands for the"
                                            + " remaining ones");
                }
            }
            return read;
        }

        List<Integer> withRank(String text, int operand, int rank) {
            int rest = rank - letters.size();
            if (rest < 0 || rest > 0 && dots < 0) {
                int last = positions.isEmpty() ? 0 : positions.get(positions.size() - 1);
                throw mistake(
                        text,
                        last,
                        "the term has " + letters.size() + " axes, but operand " + (operand + 1) + " has rank " + rank);
            }
            return withDots(rest);
        }

        List<Integer> withDots(int count) {
            List<Integer> labels = new ArrayList<>(letters);
            if (dots >= 0) {
                labels.addAll(dots, ellipsis(count));
            }
            return labels;
        }
    }
}
