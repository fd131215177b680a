package dev.gradus.testkit.report;

import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Matrices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A product c · x₁^k₁ · x₂^k₂ … of numbers at each element, with exponents that are multiples of ½. Immutable.
 *
 * @param coefficient c
 * @param names the names of the factors whose exponent is not 0
 * @param exponents their exponents
 */
record Monomial(double coefficient, List<String> names, double[] exponents) {
    /** The number of elements beyond the unknowns, so that a fit is not a coincidence. */
    private static final int MORE = 6;

    private static final int MOST_FACTORS = 4;
    private static final double LARGEST_EXPONENT = 6;

    /** How far an exponent is from a multiple of ½ by rounding. */
    private static final double ROUNDING = 1e-3;

    /** The monomial that has these values at the elements, if there is one, by its exponents; the coefficient may be off. */
    static Optional<Monomial> of(List<SeenElement> elements, List<String> names, ToDoubleFunction<SeenElement> value) {
        List<SeenElement> telling = elements.stream()
                .filter(each -> isUsable(value.applyAsDouble(each))
                        && names.stream().allMatch(name -> isUsable(seen(each, name))))
                .toList();
        if (names.size() > MOST_FACTORS || telling.size() < names.size() + 1 + MORE) {
            return Optional.empty();
        }
        double[][] rows = telling.stream()
                .map(each -> IntStream.range(0, names.size() + 2)
                        .mapToDouble(i -> i == 0
                                ? 1
                                : Math.log(Math.abs(
                                        i <= names.size() ? seen(each, names.get(i - 1)) : value.applyAsDouble(each))))
                        .toArray())
                .toArray(double[][]::new);
        double[] fitted = leastSquares(rows);
        List<String> used = new ArrayList<>();
        List<Double> exponents = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double exponent = Math.rint(2 * fitted[i + 1]) / 2;
            if (!(Math.abs(exponent - fitted[i + 1]) < ROUNDING) || Math.abs(exponent) > LARGEST_EXPONENT) {
                return Optional.empty();
            }
            if (exponent != 0) {
                used.add(names.get(i));
                exponents.add(exponent);
            }
        }
        Monomial unscaled = new Monomial(
                1, used, exponents.stream().mapToDouble(Double::doubleValue).toArray());
        SeenElement largest = telling.stream()
                .max((a, b) -> Double.compare(Math.abs(value.applyAsDouble(a)), Math.abs(value.applyAsDouble(b))))
                .orElseThrow();
        return Optional.of(
                new Monomial(value.applyAsDouble(largest) / unscaled.at(largest), unscaled.names, unscaled.exponents));
    }

    private static boolean isUsable(double x) {
        return Double.isFinite(x) && x != 0;
    }

    private static double seen(SeenElement each, String name) {
        return each.seen().getOrDefault(name, Double.NaN);
    }

    /** The coefficients of all columns but the last that come nearest to the last one. */
    private static double[] leastSquares(double[][] rows) {
        int n = rows[0].length - 1;
        double[][] inverse = Matrices.inverse(Matrices.generate(n, (i, j) -> product(rows, i, j)));
        double[] right =
                IntStream.range(0, n).mapToDouble(i -> product(rows, i, n)).toArray();
        return Arrays.stream(inverse)
                .mapToDouble(row -> Directions.dot(row, right))
                .toArray();
    }

    /** The dot product of two columns. */
    private static double product(double[][] rows, int i, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[i] * row[j]).sum();
    }

    /** Its value at an element; an odd power of a negative number is negative. */
    double at(SeenElement each) {
        double product = coefficient;
        for (int i = 0; i < exponents.length; i++) {
            double x = seen(each, names.get(i));
            double power = Math.pow(Math.abs(x), exponents[i]);
            product *= exponents[i] % 2 != 0 && x < 0 ? -power : power;
        }
        return product;
    }

    /** The same without its sign. */
    Monomial positive() {
        return new Monomial(Math.abs(coefficient), names, exponents);
    }

    /** As in {@code 2 ∗ p / T²}. */
    @Override
    public String toString() {
        String above = powers(1), below = powers(-1);
        String numerator = coefficient == 1 && !above.isEmpty()
                ? above
                : Fit.number(coefficient) + (above.isEmpty() ? "" : " ∗ " + above);
        boolean isSingle = Arrays.stream(exponents).filter(k -> k < 0).count() == 1;
        return numerator + (below.isEmpty() ? "" : isSingle ? " / " + below : " / (" + below + ")");
    }

    private String powers(int sign) {
        return IntStream.range(0, exponents.length)
                .filter(i -> sign * exponents[i] > 0)
                .mapToObj(i -> power(names.get(i), Math.abs(exponents[i])))
                .collect(Collectors.joining(" ∗ "));
    }

    private static String power(String name, double exponent) {
        return exponent == 1
                ? name
                : exponent == 0.5
                        ? "√" + name
                        : exponent == Math.rint(exponent)
                                ? name + "⁰¹²³⁴⁵⁶".charAt((int) exponent)
                                : name + "^" + exponent;
    }
}
