package dev.gradus.testkit.law;

import dev.gradus.node.Dependence;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.Elementwise;
import dev.gradus.testkit.cases.Execution;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.RoundingError;
import dev.gradus.testkit.domain.Text;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks that the elements of the value depend on the elements of the operands as the op states. It changes elements of
 * operands, one by one or many at once, to see which elements of the value change. It also compares the value of an op
 * that moves or sums elements with those elements.
 */
public final class DependenceLaw {
    /** The most elements of values that changes of single elements of one operand compute. */
    private static final int MOST_COMPUTED = 1 << 14;

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

    /** Changes each element by itself, or groups of them if there are many. */
    private Optional<Finding> influences() {
        return IntStream.range(0, where.values().size())
                .mapToObj(input -> (long) value.length * where.arrays()[input].length > MOST_COMPUTED
                        ? influencesOfGroups(input)
                        : influencesOfElements(input))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Finding> influencesOfElements(int input) {
        double[][] in = where.arrays();
        Domain domain = where.domain(input);
        for (int from = 0; from < in[input].length; from++) {
            double kept = in[input][from];
            in[input][from] = domain.another(kept, where.layout());
            double[] after = Execution.forward(op, in);
            in[input][from] = kept;
            for (int to = 0; to < after.length; to++) {
                if (isOther(value[to], after[to]) && !mayDepend(to, input, from)) {
                    return changes(to, input, from);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Finding> changes(int to, int input, int from) {
        return says("changes at " + Text.place(op.shape(), to) + " with " + where.element(input, from));
    }

    /**
     * Changes all elements at once in whose code a certain bit is 1. The code of an element is that of its index along an
     * axis. No element of the value in whose code the bit is 0 may change. All codes have equally many ones, so each of
     * two codes has a one where the other has a zero, and no pair of indices is missed.
     */
    private Optional<Finding> influencesOfGroups(int input) {
        Shape operand = op.input(input).shape();
        double[] others = Arrays.stream(where.arrays()[input])
                .map(x -> where.domain(input).another(x, where.layout()))
                .toArray();
        for (int axis = 0; axis < operand.rank(); axis++) {
            int ofResult = axisOfResult(input, axis);
            if (ofResult >= 0) {
                int[] codes = codes(Math.max(operand.size(axis), op.shape().size(ofResult)));
                int[] from = along(operand, axis, codes);
                int[] to = along(op.shape(), ofResult, codes);
                for (int bit = 1; bit <= codes[codes.length - 1]; bit *= 2) {
                    int wrong = firstOther(input, others, from, to, bit);
                    if (wrong >= 0) {
                        return changes(wrong, input, cause(input, others, group(from, bit), wrong));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Different binary numbers with equally many ones, in ascending order, and with as few digits as possible. */
    private static int[] codes(int count) {
        int digits = 1;
        while (binomial(digits, digits / 2) < count) {
            digits++;
        }
        int[] codes = new int[count];
        int code = (1 << digits / 2) - 1;
        for (int i = 0; i < count; i++) {
            codes[i] = code;
            int lowest = code & -code;
            int carried = code + lowest;
            code = carried | (carried ^ code) / lowest >>> 2; // the next number with as many ones
        }
        return codes;
    }

    private static double binomial(int n, int k) {
        return IntStream.rangeClosed(1, k).asDoubleStream().reduce(1, (product, i) -> product * (n - k + i) / i);
    }

    /** For each element of a shape, the code of its index along an axis. */
    private static int[] along(Shape shape, int axis, int[] codes) {
        int stride = shape.strides()[axis];
        int size = shape.size(axis);
        int[] along = new int[shape.elements()];
        Arrays.setAll(along, i -> codes[i / stride % size]);
        return along;
    }

    /** The first element of the value without the bit that changes when all elements of an input with the bit change. */
    private int firstOther(int input, double[] others, int[] from, int[] to, int bit) {
        double[] after = changed(input, others, group(from, bit));
        for (int i = 0; i < after.length; i++) {
            if ((to[i] & bit) == 0 && isOther(value[i], after[i])) {
                return i;
            }
        }
        return -1;
    }

    private static int[] group(int[] codes, int bit) {
        return IntStream.range(0, codes.length)
                .filter(i -> (codes[i] & bit) != 0)
                .toArray();
    }

    private double[] changed(int input, double[] others, int[] group) {
        double[][] in = where.arrays();
        for (int from : group) {
            in[input][from] = others[from];
        }
        return Execution.forward(op, in);
    }

    /** An element of the group that alone, or as the last of some, changes an element of the value. */
    private int cause(int input, double[] others, int[] group, int to) {
        int[] left = group;
        while (left.length > 1) {
            int[] half = Arrays.copyOf(left, left.length / 2);
            left = isOther(value[to], changed(input, others, half)[to])
                    ? half
                    : Arrays.copyOfRange(left, left.length / 2, left.length);
        }
        return left[0];
    }

    /** The axis of the value whose index must agree with that of an operand's axis, or −1. */
    private int axisOfResult(int input, int axis) {
        Shape operand = op.input(input).shape();
        if (operand.size(axis) == 1) {
            return -1;
        }
        int aligned = axis + op.shape().rank() - operand.rank();
        return switch (op.dependence()) {
            case ELEMENTWISE, SELECTION -> aligned;
            case SUM, REDUCTION -> op.reducedAxes().contains(axis) ? -1 : axisOfReduced(operand, axis);
            case PRODUCT -> axis < operand.rank() - 2 ? aligned : axis == operand.rank() - 2 + input ? aligned : -1;
            case REPETITION, VIEW, MOVE, ANY -> -1;
        };
    }

    /** The axes that are kept and longer than 1 are in the same order in the value. */
    private int axisOfReduced(Shape operand, int axis) {
        long before = IntStream.range(0, axis)
                .filter(other -> !op.reducedAxes().contains(other) && operand.size(other) > 1)
                .count();
        return IntStream.range(0, op.shape().rank())
                .filter(other -> op.shape().size(other) > 1)
                .skip(before)
                .findFirst()
                .orElse(-1);
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
        double[][] others = where.otherArrays();
        double[] after = Execution.forward(op, others);
        Set<Double> elements = elements(where.arrays());
        Set<Double> otherElements = elements(others);
        return first(
                to -> !(elements.contains(value[to]) && otherElements.contains(after[to]))
                        && isOther(value[to], after[to]),
                to -> "the number " + Text.number(value[to]) + ", which no operand has");
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
        boolean isView = op.dependence() == Dependence.VIEW;
        IntToDoubleFunction own = to -> operand[
                isView ? to : shape.position(Elementwise.own(shape, op.shape().index(to)))];
        return first(
                to -> isOther(value[to], own.applyAsDouble(to)),
                to -> "the number " + Text.number(value[to]) + " where the operand has "
                        + Text.number(own.applyAsDouble(to)));
    }

    /** Says what the first element of the value that is wrong is. */
    private Optional<Finding> first(IntPredicate isWrong, IntFunction<String> what) {
        return IntStream.range(0, value.length)
                .filter(isWrong)
                .boxed()
                .findFirst()
                .flatMap(to -> says("has at " + Text.place(op.shape(), to) + " " + what.apply(to)));
    }

    /** Checks that every element is the sum of those that it may depend on. */
    private Optional<Finding> sums() {
        Shape shape = op.input(0).shape();
        double[] operand = where.values().get(0).toArray();
        int[] strides = op.shape().strides();
        int[] axes = IntStream.range(0, shape.rank())
                .map(axis -> axisOfResult(0, axis))
                .toArray();
        double[] sums = new double[value.length];
        double[] scales = new double[value.length];
        for (int from = 0; from < operand.length; from++) {
            int to = 0;
            for (int axis = 0; axis < axes.length; axis++) {
                int index = from / shape.strides()[axis] % shape.size(axis);
                to += axes[axis] < 0 ? 0 : index * strides[axes[axis]];
            }
            sums[to] += operand[from];
            scales[to] += Math.abs(operand[from]);
        }
        return first(
                to -> Double.isFinite(scales[to]) && !RoundingError.explains(value[to], sums[to], scales[to]),
                to -> "the number " + Text.number(value[to]) + " where the sum is " + Text.number(sums[to]));
    }

    /** Checks that for every element some operand has no influence, even if it is NaN. */
    private Optional<Finding> selects() {
        boolean[] leavesOneOut = new boolean[value.length];
        for (int input = 0; input < op.inputs().size(); input++) {
            double[][] without = where.arrays();
            Arrays.fill(without[input], Double.NaN);
            double[] after = Execution.forward(op, without);
            for (int to = 0; to < value.length; to++) {
                leavesOneOut[to] |= !isOther(after[to], value[to]);
            }
        }
        return first(to -> !leavesOneOut[to], to -> "a number that all operands have an influence on");
    }
}
