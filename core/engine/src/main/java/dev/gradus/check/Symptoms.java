package dev.gradus.check;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recognizes common mistakes in backward rules by their patterns, the most specific ones first. */
final class Symptoms {
    /** The relative distance to an integer below which a factor counts as an integer. */
    private static final double WHOLE = 1e-7;

    /** The relative spread allowed among errors that share one factor. */
    private static final double ONE_FACTOR = 0.1;

    /** With fewer elements, a border between right and wrong ones is likely to be chance. */
    private static final int TELLING = 6;

    private final List<Evidence> draws;
    private final Evidence first;

    Symptoms(List<Evidence> draws) {
        this.draws = draws;
        this.first = draws.get(0);
    }

    Diagnosis diagnose() {
        return Stream.<Supplier<Optional<Diagnosis>>>of(
                        this::notFinite,
                        this::zero,
                        this::almostRight,
                        this::upstreamIgnored,
                        this::notLinear,
                        this::wrongSign,
                        this::wholeFactor,
                        this::mistake,
                        this::transposed,
                        this::outOfOrder,
                        this::upstreamItself,
                        this::anyFactor,
                        this::someElements)
                .flatMap(symptom -> symptom.get().stream())
                .findFirst()
                .orElse(new Diagnosis(Cause.UNKNOWN, "the gradient follows no known pattern"));
    }

    private static Optional<Diagnosis> when(boolean found, Cause cause, String text) {
        return found ? Optional.of(new Diagnosis(cause, text)) : Optional.empty();
    }

    private Optional<Diagnosis> notFinite() {
        boolean found = draws.stream()
                .anyMatch(draw ->
                        anyElement(draw, (gradient, slope) -> !Double.isFinite(gradient) && Double.isFinite(slope)));
        return when(found, Cause.NOT_FINITE, "the gradient is infinite or NaN where the slope is a number");
    }

    private interface Test {
        boolean holds(double gradient, double slope);
    }

    private static boolean anyElement(Evidence draw, Test test) {
        double[] gradient = draw.backward().toArray();
        double[] slope = draw.numeric().toArray();
        return IntStream.range(0, slope.length).anyMatch(i -> test.holds(gradient[i], slope[i]));
    }

    private Optional<Diagnosis> zero() {
        boolean found = draws.stream().noneMatch(draw -> anyElement(draw, (gradient, slope) -> gradient != 0));
        return when(found, Cause.ZERO, "the gradient is zero: is the input taken as a constant?");
    }

    /** Recognizes a gradient so close to the right one that only a factor can be identified. */
    private Optional<Diagnosis> almostRight() {
        if (!isEverywhere(draw -> Optional.of(draw.numeric()), 1)) {
            return Optional.empty();
        }
        double[] errors = draws.stream()
                .flatMapToDouble(draw -> Match.relativeErrors(draw.backward(), draw.numeric()))
                .sorted()
                .toArray();
        double least = errors[0];
        double most = errors[errors.length - 1];
        boolean isFactor = most - least <= ONE_FACTOR * Math.max(Math.abs(least), Math.abs(most));
        double worst = Math.max(Math.abs(least), Math.abs(most));
        return Optional.of(
                isFactor
                        ? new Diagnosis(
                                Cause.CONSTANT_FACTOR,
                                "the gradient is " + ReportNumbers.ratio(1 + (least + most) / 2)
                                        + " times what it should be")
                        : new Diagnosis(
                                Cause.UNKNOWN,
                                "the gradient is almost right, with a relative error of " + ReportNumbers.rough(worst)
                                        + ": does it lose digits?"));
    }

    private Optional<Diagnosis> upstreamIgnored() {
        List<Evidence> others = draws.stream()
                .filter(draw -> !draw.upstream().equals(first.upstream()))
                .toList();
        boolean found = !others.isEmpty()
                && others.stream().allMatch(draw -> Match.isMultiple(draw.backward(), first.backward(), 1));
        return when(found, Cause.UPSTREAM_IGNORED, "the upstream gradient is ignored, but must be a factor");
    }

    private Optional<Diagnosis> notLinear() {
        for (Evidence draw : draws) {
            double times = Match.factor(draw.upstream(), first.upstream()).orElse(1.0);
            if (times != 1 && !Match.isMultiple(draw.backward(), first.backward(), times)) {
                boolean squared = Match.isMultiple(draw.backward(), first.backward(), times * times);
                return Optional.of(new Diagnosis(
                        Cause.NOT_LINEAR_IN_UPSTREAM,
                        (squared
                                        ? "the gradient contains the square of the upstream gradient"
                                        : "the gradient is not proportional to the upstream gradient")
                                + ", which must be a factor exactly once"));
            }
        }
        return Optional.empty();
    }

    /** Returns the one factor by which all elements in all draws are wrong. */
    private Optional<Double> factor() {
        return Match.factor(first.backward(), first.numeric())
                .filter(times -> isEverywhere(draw -> Optional.of(draw.numeric()), times));
    }

    /** Returns whether in all draws the gradient is this multiple of the candidate. */
    private boolean isEverywhere(Function<Evidence, Optional<Tensor>> candidate, double times) {
        return draws.stream()
                .allMatch(draw -> candidate
                        .apply(draw)
                        .filter(gradient -> Match.isMultiple(draw.backward(), gradient, times))
                        .isPresent());
    }

    private Optional<Diagnosis> wrongSign() {
        return when(isEverywhere(draw -> Optional.of(draw.numeric()), -1), Cause.WRONG_SIGN, "the sign is wrong");
    }

    private Optional<Diagnosis> wholeFactor() {
        Optional<Double> found = factor();
        double factor = found.orElse(1.0);
        double whole = Math.rint(Math.max(factor, 1 / factor));
        if (!(whole >= 2 && Math.abs(Math.max(factor, 1 / factor) - whole) <= WHOLE * whole)) {
            return Optional.empty();
        }
        Optional<String> count = whole > 2 ? count(whole) : Optional.empty();
        String advice = factor > 1 ? "; is a division by it missing?" : "; is it a mean where a sum belongs?";
        return Optional.of(new Diagnosis(
                count.isPresent() ? Cause.COUNT_FACTOR : Cause.CONSTANT_FACTOR,
                "the gradient is " + (factor > 1 ? "" : "1/") + ReportNumbers.text(whole)
                        + (factor > 1 ? " times" : " of") + " what it should be"
                        + count.map(what -> ", and " + ReportNumbers.text(whole) + " is " + what + advice)
                                .orElse("")));
    }

    private Optional<String> count(double number) {
        Shape input = first.input().shape();
        Shape output = first.upstream().shape();
        return axisOf(input, number, "the input")
                .or(() -> axisOf(output, number, "the output"))
                .or(() -> when(number == input.elements(), "the number of elements of the input"))
                .or(() -> when(number == output.elements(), "the number of elements of the output"))
                .or(() -> when(
                        number * input.elements() == output.elements(),
                        "the number of copies that broadcasting makes of each element"))
                .or(() -> when(
                        number * output.elements() == input.elements(),
                        "the number of input elements per output element"));
    }

    private static Optional<String> when(boolean found, String text) {
        return found ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> axisOf(Shape shape, double size, String whose) {
        return IntStream.range(0, shape.rank())
                .filter(axis -> shape.size(axis) == size)
                .mapToObj(axis -> "the size of " + axis(shape, axis) + " of " + whose)
                .findFirst();
    }

    private static String axis(Shape shape, int axis) {
        return "axis " + axis + (shape.name(axis).isEmpty() ? "" : " (" + shape.name(axis) + ")");
    }

    private Optional<Diagnosis> mistake() {
        return IntStream.range(0, first.mistakes().size())
                .filter(i ->
                        isEverywhere(draw -> Optional.of(draw.mistakes().get(i).gradient()), 1))
                .mapToObj(first.mistakes()::get)
                .map(mistake -> new Diagnosis(mistake.cause(), "the gradient is " + mistake.text()))
                .findFirst();
    }

    private Optional<Diagnosis> transposed() {
        return when(
                isEverywhere(draw -> transpose(draw.numeric()), 1),
                Cause.MISSING_TRANSPOSE,
                "the gradient's rows should be its columns: a transpose is missing or superfluous");
    }

    private static Optional<Tensor> transpose(Tensor matrix) {
        Shape shape = matrix.shape();
        if (shape.rank() != 2) {
            return Optional.empty();
        }
        Shape turned = Shape.of(shape.size(1), shape.size(0));
        return Optional.of(Tensor.generate(turned, position -> {
            int[] index = turned.index(position);
            return matrix.get(index[1], index[0]);
        }));
    }

    private Optional<Diagnosis> outOfOrder() {
        boolean found = draws.stream()
                .allMatch(draw -> Match.isMultiple(sorted(draw.backward()), sorted(draw.numeric()), 1)
                        && Arrays.stream(draw.numeric().toArray()).allMatch(Double::isFinite));
        return when(
                found,
                Cause.WRONG_ORDER,
                "the gradient has the right numbers at the wrong elements: is a permutation missing or inverted?");
    }

    private static Tensor sorted(Tensor gradient) {
        double[] sorted = gradient.toArray();
        Arrays.sort(sorted);
        return Tensor.of(gradient.shape(), sorted);
    }

    private Optional<Diagnosis> upstreamItself() {
        return when(
                isEverywhere(draw -> inShape(draw.upstream(), draw.input().shape()), 1),
                Cause.MISSING_DERIVATIVE,
                "the gradient equals the upstream gradient: the local derivative (such as σ′) is missing");
    }

    private static Optional<Tensor> inShape(Tensor upstream, Shape shape) {
        return Alignment.of(shape, upstream.shape())
                .map(alignment -> alignment.fold(upstream))
                .or(() -> Alignment.of(upstream.shape(), shape).map(alignment -> alignment.spread(upstream)));
    }

    private Optional<Diagnosis> anyFactor() {
        return factor().map(factor -> new Diagnosis(
                Cause.CONSTANT_FACTOR, "the gradient is " + ReportNumbers.ratio(factor) + " times what it should be"));
    }

    private Optional<Diagnosis> someElements() {
        int[] wrong = draws.stream()
                .flatMapToInt(draw -> Arrays.stream(Match.positions(draw.backward(), draw.numeric(), false)))
                .distinct()
                .toArray();
        int[] right = Arrays.stream(Match.positions(first.backward(), first.numeric(), true))
                .filter(position -> Arrays.stream(wrong).noneMatch(other -> other == position))
                .toArray();
        if (wrong.length == 0 || right.length == 0) {
            return Optional.empty();
        }
        return Optional.of(new Diagnosis(
                Cause.SOME_ELEMENTS,
                "the gradient is wrong for some elements only"
                        + border(wrong, right, "x", value -> value)
                                .or(() -> border(wrong, right, "|x|", Math::abs))
                                .or(() -> place(wrong, right))
                                .orElse("")));
    }

    /** Describes a border with all wrong elements on one side and all right ones on the other. */
    private Optional<String> border(int[] wrong, int[] right, String name, DoubleUnaryOperator measure) {
        if (wrong.length + right.length < TELLING) {
            return Optional.empty();
        }
        double[] wrongValues = measures(wrong, measure);
        double[] rightValues = measures(right, measure);
        double leastWrong = wrongValues[0];
        double mostWrong = wrongValues[wrongValues.length - 1];
        double leastRight = rightValues[0];
        double mostRight = rightValues[rightValues.length - 1];
        if (leastWrong > mostRight) {
            return Optional.of(": from " + name + " = " + ReportNumbers.text(leastWrong)
                    + " up, while it is right up to " + ReportNumbers.text(mostRight));
        }
        if (mostWrong < leastRight) {
            return Optional.of(": up to " + name + " = " + ReportNumbers.text(mostWrong) + ", while it is right from "
                    + ReportNumbers.text(leastRight) + " up");
        }
        return Optional.empty();
    }

    private double[] measures(int[] positions, DoubleUnaryOperator measure) {
        double[] values = first.input().toArray();
        return Arrays.stream(positions)
                .mapToDouble(position -> measure.applyAsDouble(values[position]))
                .sorted()
                .toArray();
    }

    /** Describes an index of an axis that has all wrong elements and no right one. */
    private Optional<String> place(int[] wrong, int[] right) {
        Shape shape = first.input().shape();
        return IntStream.range(0, shape.rank())
                .filter(axis -> {
                    int index = shape.index(wrong[0])[axis];
                    return Arrays.stream(wrong).allMatch(position -> shape.index(position)[axis] == index)
                            && Arrays.stream(right).noneMatch(position -> shape.index(position)[axis] == index);
                })
                .mapToObj(axis -> ": those at index " + shape.index(wrong[0])[axis] + " of " + axis(shape, axis))
                .findFirst();
    }
}
