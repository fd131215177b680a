package dev.gradus.testkit.law;

import dev.gradus.node.Dependence;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks that the elements of the value depend on the elements of the operands as the op states. It changes elements of
 * operands one by one to see which elements of the value change. It also compares the value of an op that moves or sums
 * elements with those elements.
 */
public final class DependenceLaw {
    /** The most elements of values that the changes of one operand compute, as long as they are not fewer than this. */
    private static final int MOST_COMPUTED = 1 << 18;

    private static final int FEWEST_COMPUTATIONS = 16;

    private final Case where;
    private final Op op;
    private final double[] value;

    private DependenceLaw(Case where) {
        this.where = where;
        this.op = where.op();
        this.value = Execution.forward(op, where.arrays());
    }

    public static Optional<Finding> check(Case where) {
        return new DependenceLaw(where).check();
    }

    private Optional<Finding> check() {
        if (!op.reducedAxes().isEmpty() && !op.dependence().isReduction()) {
            return says("has reducedAxes() " + op.reducedAxes() + ", which only a reduction has");
        }
        return fits().or(() -> switch (op.dependence()) {
            case ANY -> Optional.empty();
            case MOVE -> moves();
            case VIEW, REPETITION -> equals();
            case SUM -> sums().or(this::influences);
            case SELECTION -> selects().or(this::influences);
            case ELEMENTWISE, REDUCTION, PRODUCT -> influences();
        });
    }

    private Optional<Finding> says(String wrong) {
        return Optional.of(Finding.of("dependence() says " + op.dependence() + ", but the op " + wrong));
    }

    /** Checks that the shapes are possible for the stated dependence. */
    private Optional<Finding> fits() {
        List<Shape> operands = IntStream.range(0, op.inputs().size())
                .mapToObj(input -> op.input(input).shape())
                .toList();
        int rank = op.shape().rank();
        boolean fits = switch (op.dependence()) {
            case ELEMENTWISE, SELECTION, REPETITION ->
                operands.stream().allMatch(shape -> isAlignedAt(shape, shape.rank()));
            case VIEW ->
                operands.size() == 1 && operands.get(0).elements() == op.shape().elements();
            case SUM, REDUCTION ->
                operands.size() == 1
                        && op.reducedAxes().stream()
                                .allMatch(axis ->
                                        axis >= 0 && axis < operands.get(0).rank());
            case PRODUCT ->
                operands.size() == 2
                        && rank >= 2
                        && operands.stream().allMatch(shape -> shape.rank() >= 2 && shape.rank() <= rank);
            case MOVE, ANY -> true;
        };
        return fits ? Optional.empty() : says("has shape " + op.shape() + " with operands of " + operands);
    }

    private boolean isAlignedAt(Shape operand, int axes) {
        int shift = op.shape().rank() - operand.rank();
        return shift >= 0
                && IntStream.range(0, axes)
                        .allMatch(axis -> operand.size(axis) == 1
                                || operand.size(axis) == op.shape().size(axis + shift));
    }

    /** Changes each element by itself, or only some of them, evenly spaced, if computing the value for each takes too long. */
    private Optional<Finding> influences() {
        double[][] in = where.arrays();
        int computations = Math.max(FEWEST_COMPUTATIONS, MOST_COMPUTED / Math.max(1, value.length));
        for (int input = 0; input < in.length; input++) {
            Domain domain = where.domain(input);
            int step = 1 + in[input].length / computations;
            for (int from = (in[input].length - 1) % step; from < in[input].length; from += step) {
                double kept = in[input][from];
                in[input][from] = domain.another(kept, where.layout());
                double[] after = Execution.forward(op, in);
                in[input][from] = kept;
                for (int to = 0; to < after.length; to++) {
                    if (isOther(value[to], after[to]) && !mayDepend(to, input, from)) {
                        return says("changes at " + Text.place(op.shape(), to) + " with " + where.element(input, from));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOther(double a, double b) {
        return Double.doubleToLongBits(a) != Double.doubleToLongBits(b);
    }

    private boolean mayDepend(int to, int input, int from) {
        Shape operand = op.input(input).shape();
        int[] result = op.shape().index(to);
        int[] source = operand.index(from);
        return switch (op.dependence()) {
            case ELEMENTWISE, SELECTION -> isBroadcast(operand, source, result, operand.rank());
            case SUM, REDUCTION -> Arrays.equals(kept(source), withoutOnes(result));
            case PRODUCT ->
                isBroadcast(operand, source, result, operand.rank() - 2)
                        && source[source.length - 2 + input] == result[result.length - 2 + input];
            case REPETITION, VIEW, MOVE, ANY -> true;
        };
    }

    /**
     * Whether the axes of an operand, aligned at the right with those of the result, agree with them or have size 1.
     */
    private static boolean isBroadcast(Shape operand, int[] source, int[] result, int axes) {
        int shift = result.length - source.length;
        return IntStream.range(0, axes)
                .allMatch(axis -> operand.size(axis) == 1 || source[axis] == result[axis + shift]);
    }

    /** The index along the axes that are not reduced and are longer than 1. */
    private int[] kept(int[] source) {
        return IntStream.range(0, source.length)
                .filter(axis ->
                        !op.reducedAxes().contains(axis) && op.input(0).shape().size(axis) > 1)
                .map(axis -> source[axis])
                .toArray();
    }

    private int[] withoutOnes(int[] index) {
        return IntStream.range(0, index.length)
                .filter(axis -> op.shape().size(axis) > 1)
                .map(axis -> index[axis])
                .toArray();
    }

    /** Checks that every element is an element of an operand, or does not depend on them. */
    private Optional<Finding> moves() {
        double[][] others = where.arrays();
        for (int input = 0; input < others.length; input++) {
            Domain domain = where.domain(input);
            int current = input;
            Arrays.setAll(others[input], i -> domain.another(others[current][i], where.layout()));
        }
        double[] after = Execution.forward(op, others);
        Set<Double> elements = elements(where.arrays());
        Set<Double> otherElements = elements(others);
        for (int to = 0; to < value.length; to++) {
            boolean moved = elements.contains(value[to]) && otherElements.contains(after[to]);
            if (!moved && isOther(value[to], after[to])) {
                return says("has at " + Text.place(op.shape(), to) + " the number " + Text.number(value[to])
                        + ", which no operand has");
            }
        }
        return Optional.empty();
    }

    private static Set<Double> elements(double[][] operands) {
        return Arrays.stream(operands)
                .flatMapToDouble(Arrays::stream)
                .boxed()
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Checks that every element equals the element of the operand at the same position. */
    private Optional<Finding> equals() {
        double[] operand = where.values().get(0).toArray();
        Shape shape = op.input(0).shape();
        for (int to = 0; to < value.length; to++) {
            double own = operand[
                    op.dependence() == Dependence.VIEW
                            ? to
                            : origin(shape, op.shape().index(to))];
            if (isOther(value[to], own)) {
                return says("has at " + Text.place(op.shape(), to) + " the number " + Text.number(value[to])
                        + " where the operand has " + Text.number(own));
            }
        }
        return Optional.empty();
    }

    private static int origin(Shape operand, int[] index) {
        int shift = index.length - operand.rank();
        int[] own = new int[operand.rank()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = operand.size(axis) == 1 ? 0 : index[axis + shift];
        }
        return operand.position(own);
    }

    /** Checks that every element is the sum of those that it may depend on. */
    private Optional<Finding> sums() {
        double[] operand = where.values().get(0).toArray();
        for (int to = 0; to < value.length; to++) {
            double sum = 0;
            double scale = 0;
            for (int from = 0; from < operand.length; from++) {
                double term = mayDepend(to, 0, from) ? operand[from] : 0;
                sum += term;
                scale += Math.abs(term);
            }
            if (Double.isFinite(scale) && !RoundingError.explains(value[to], sum, scale)) {
                return says("has at " + Text.place(op.shape(), to) + " the number " + Text.number(value[to])
                        + " where the sum is " + Text.number(sum));
            }
        }
        return Optional.empty();
    }

    /** Checks that for every element some operand has no influence, even if it is NaN. */
    private Optional<Finding> selects() {
        for (int to = 0; to < value.length; to++) {
            int place = to;
            if (IntStream.range(0, op.inputs().size()).noneMatch(input -> isLeftOut(place, input))) {
                return says(
                        "has at " + Text.place(op.shape(), to) + " a number that all operands have an influence on");
            }
        }
        return Optional.empty();
    }

    private boolean isLeftOut(int to, int input) {
        double[][] without = where.arrays();
        Arrays.fill(without[input], Double.NaN);
        return !isOther(Execution.forward(op, without)[to], value[to]);
    }
}
