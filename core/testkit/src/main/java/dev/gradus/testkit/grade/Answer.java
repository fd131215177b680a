package dev.gradus.testkit.grade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A student's answer: a number, a vector or a matrix. It is compared with the right one and, if it is wrong, with those of
 * usual mistakes, so that the message can name the mistake.
 *
 * <pre>{@code
 * Answer.of("z(x, w, b)", gate.z(x, w, b)).mistake("b is not added.", 0.5).mustBe(0.75);
 * }</pre>
 */
public final class Answer {
    private final String name;
    private final double[][] value;
    private final List<Mistake> mistakes = new ArrayList<>();
    private double tolerance = 1e-9;

    private Answer(String name, Object value) {
        this.name = name;
        this.value = rows(Objects.requireNonNull(value, name + " is null."));
    }

    /**
     * The answer to a question.
     *
     * @param name what was asked for, as in {@code "sigmoid(0)"}
     * @param value a {@code Double}, a {@code double[]} or a {@code double[][]}
     */
    public static Answer of(String name, Object value) {
        return new Answer(name, value);
    }

    /**
     * The same answer, to be compared with a wrong one too.
     *
     * @param sentence what is wrong with it
     */
    public Answer mistake(String sentence, Object wrong) {
        mistakes.add(new Mistake(sentence, rows(wrong)));
        return this;
    }

    /**
     * The same answer with fewer digits that must be right.
     *
     * @param relative the greatest relative error of each element, 1e-9 by default
     */
    public Answer within(double relative) {
        tolerance = relative;
        return this;
    }

    /**
     * Compares the answer with the right one.
     *
     * @throws AssertionError if it is wrong; the message has both and, if one of the mistakes gives the answer, its sentence
     */
    public void mustBe(Object right) {
        double[][] expected = rows(right);
        if (!near(expected)) {
            String cause = mistakes.stream()
                    .filter(mistake -> near(mistake.value()))
                    .map(mistake -> " " + mistake.sentence())
                    .findFirst()
                    .orElse("");
            throw new AssertionError("%s is %s instead of %s.%s".formatted(name, text(value), text(expected), cause));
        }
    }

    private boolean near(double[][] other) {
        boolean near = value.length == other.length;
        for (int i = 0; near && i < other.length; i++) {
            near = value[i].length == other[i].length;
            for (int j = 0; near && j < other[i].length; j++) {
                double bound = tolerance * Math.max(1e-3, Math.abs(other[i][j]));
                near = Math.abs(value[i][j] - other[i][j]) <= bound;
            }
        }
        return near;
    }

    private static double[][] rows(Object value) {
        if (value instanceof double[][] matrix) {
            return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
        }
        if (value instanceof double[] vector) {
            return new double[][] {vector.clone()};
        }
        if (value instanceof Number number) {
            return new double[][] {{number.doubleValue()}};
        }
        throw new IllegalArgumentException("neither a number nor an array of doubles: " + value);
    }

    private static String text(double[][] rows) {
        String all = Arrays.stream(rows)
                .map(row -> Arrays.stream(row)
                        .mapToObj(number -> String.format(Locale.ROOT, "%.6g", number))
                        .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        return rows.length == 1 && rows[0].length == 1 ? all : "[" + all + "]";
    }

    /** What a wrong answer would be, and what is wrong with it. */
    private record Mistake(String sentence, double[][] value) {}
}
