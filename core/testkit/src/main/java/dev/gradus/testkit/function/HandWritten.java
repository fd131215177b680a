package dev.gradus.testkit.function;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A function and its derivatives, all of the same arguments in one array. An argument that is a vector is the only one.
 * Immutable.
 */
public final class HandWritten {
    /** How much second derivatives that are equal may differ by rounding, relative to them. */
    private static final double ROUNDING = 1e-9;

    private final List<String> names;
    private final boolean isVector;
    private final Function<double[], double[]> value;
    private final Map<String, ToDoubleFunction<double[]>> partials = new HashMap<>();

    /** Second derivatives, by the two names, which may come in either order. */
    private final Map<List<String>, ToDoubleFunction<double[]>> second = new HashMap<>();

    /** Parts of the formulas, which a report can name. */
    private final Map<String, ToDoubleFunction<double[]>> parts = new LinkedHashMap<>();

    private Optional<Function<double[], double[]>> gradient = Optional.empty();
    private Optional<Function<double[], double[][]>> hessian = Optional.empty();

    /** That of a vector function: a row for each element of the value. */
    private Optional<Function<double[], double[][]>> jacobian = Optional.empty();

    /** The function with its exact derivatives. */
    private Optional<HandWritten> exact = Optional.empty();

    /** A function without derivatives. */
    public HandWritten(List<String> names, boolean isVector, Function<double[], double[]> value) {
        this.names = List.copyOf(names);
        this.isVector = isVector;
        this.value = value;
    }

    private HandWritten changed(Consumer<HandWritten> change) {
        HandWritten copy = new HandWritten(names, isVector, value);
        copy.partials.putAll(partials);
        copy.second.putAll(second);
        copy.parts.putAll(parts);
        copy.gradient = gradient;
        copy.hessian = hessian;
        copy.jacobian = jacobian;
        copy.exact = exact;
        change.accept(copy);
        return copy;
    }

    public HandWritten withPartial(String name, ToDoubleFunction<double[]> derivative) {
        return changed(copy -> copy.partials.put(name, derivative));
    }

    public HandWritten withSecond(String a, String b, ToDoubleFunction<double[]> derivative) {
        return changed(copy -> copy.second.put(List.of(a, b), derivative));
    }

    public HandWritten withPart(String name, ToDoubleFunction<double[]> part) {
        return changed(copy -> copy.parts.put(name, part));
    }

    public HandWritten withGradient(Function<double[], double[]> derivatives) {
        return changed(copy -> copy.gradient = Optional.of(derivatives));
    }

    public HandWritten withHessian(Function<double[], double[][]> derivatives) {
        return changed(copy -> copy.hessian = Optional.of(derivatives));
    }

    public HandWritten withJacobian(Function<double[], double[][]> derivatives) {
        return changed(copy -> copy.jacobian = Optional.of(derivatives));
    }

    /** With the exact derivatives of this function. */
    public HandWritten withExact(HandWritten derivatives) {
        return changed(copy -> copy.exact = Optional.of(derivatives));
    }

    public HandWritten withoutDerivatives() {
        return new HandWritten(names, isVector, value);
    }

    Optional<HandWritten> exact() {
        return exact;
    }

    public List<String> names() {
        return names;
    }

    public boolean isVector() {
        return isVector;
    }

    public double[] value(double[] x) {
        return value.apply(x);
    }

    /** Whether there is a derivative with respect to this argument. */
    public boolean hasDerivative(String name) {
        return gradient.isPresent() || jacobian.isPresent() || partials.containsKey(name);
    }

    /** Whether all second derivatives of the arguments that have first ones are there. */
    public boolean hasSecond() {
        return hessian.isPresent()
                || !second.isEmpty()
                        && names.stream()
                                .filter(this::hasDerivative)
                                .allMatch(a -> names.stream()
                                        .filter(this::hasDerivative)
                                        .allMatch(b -> second(a, b).isPresent()));
    }

    Optional<ToDoubleFunction<double[]>> second(String a, String b) {
        return Optional.ofNullable(second.getOrDefault(List.of(a, b), second.get(List.of(b, a))));
    }

    /** ∂⟨weights, value⟩/∂x for the arguments from this index on. */
    double[] gradient(double[] x, double[] weights, int argument) {
        if (jacobian.isPresent()) {
            return pulledBack(jacobian.get().apply(x), weights, x.length);
        }
        if (isVector) {
            return times(checked(gradient.orElseThrow().apply(x), x.length, "gradient"), weights[0]);
        }
        ToDoubleFunction<double[]> partial = partials.get(names.get(argument));
        double slope = partial != null
                ? partial.applyAsDouble(x)
                : checked(gradient.orElseThrow().apply(x), x.length, "gradient")[argument];
        return new double[] {weights[0] * slope};
    }

    private double[] pulledBack(double[][] rows, double[] weights, int count) {
        if (rows.length != weights.length) {
            throw new IllegalArgumentException("the Jacobian has " + rows.length + " rows, but the value has "
                    + weights.length + " elements; it must have one row for each");
        }
        double[] sums = new double[count];
        for (int row = 0; row < rows.length; row++) {
            checked(rows[row], count, "Jacobian's row " + row);
            for (int column = 0; column < count; column++) {
                sums[column] += weights[row] * rows[row][column];
            }
        }
        return sums;
    }

    /** Each argument times the derivative with respect to it, for these arguments, summed. */
    public double euler(double[] x, List<String> of) {
        double[] one = {1};
        double[] gradient = isVector ? gradient(x, one, 0) : new double[0];
        return IntStream.range(0, x.length)
                .filter(i -> isVector || of.contains(names.get(i)))
                .mapToDouble(i -> x[i] * (isVector ? gradient[i] : gradient(x, one, i)[0]))
                .sum();
    }

    /** The second derivatives by these two arguments; all of them, row by row, if the argument is a vector. */
    double[] second(double[] x, int a, int b) {
        Optional<ToDoubleFunction<double[]>> single = isVector ? Optional.empty() : second(names.get(a), names.get(b));
        if (single.isPresent()) {
            return new double[] {single.get().applyAsDouble(x)};
        }
        double[][] rows = hessian.orElseThrow().apply(x);
        if (rows.length != x.length) {
            throw new IllegalArgumentException("the Hessian has " + rows.length + " rows for " + x.length
                    + " arguments; it must have one for each");
        }
        for (double[] row : rows) {
            checked(row, x.length, "Hessian's row");
        }
        return isVector ? Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray() : new double[] {rows[a][b]};
    }

    private static double[] checked(double[] elements, int count, String what) {
        if (elements.length != count) {
            throw new IllegalArgumentException("the " + what + " has " + elements.length + " elements for " + count
                    + " arguments; it must have one for each");
        }
        return elements;
    }

    private static double[] times(double[] x, double factor) {
        return Arrays.stream(x).map(element -> factor * element).toArray();
    }

    Map<String, Double> parts(double[] x) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        parts.forEach((name, part) -> numbers.put(name, part.applyAsDouble(x)));
        return numbers;
    }

    /** The arguments in one array. */
    double[] arguments(double[][] in) {
        return isVector
                ? in[0].clone()
                : Arrays.stream(in).limit(names.size()).mapToDouble(x -> x[0]).toArray();
    }

    /** The shape of the value, found by computing it at a sample. */
    public Shape shape(double[] sample) {
        int elements = value.apply(sample).length;
        return jacobian.isPresent() || elements != 1 ? Shape.of(elements) : Shape.of();
    }

    /** Two second derivatives that should be equal and are not, in words, if there are. */
    public Optional<String> asymmetry(double[] x) {
        double[][] rows = hessian.map(all -> all.apply(x)).orElse(new double[0][]);
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                double apart = Math.abs(rows[i][j] - rows[j][i]);
                if (apart > ROUNDING * (Math.abs(rows[i][j]) + Math.abs(rows[j][i]))) {
                    return Optional.of("the element (" + i + ", " + j + ") is " + rows[i][j] + ", but (" + j + ", " + i
                            + ") is " + rows[j][i]);
                }
            }
        }
        return Optional.empty();
    }
}
