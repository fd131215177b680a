package dev.gradus.testkit.cases;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Draws the tensor of one input of a case, given the tensors of the inputs before it. */
final class TensorDraw {
    /** The least distance between drawn elements that must differ. */
    private static final double GAP = 0.2;

    /** The least distance times the number of elements, because many elements are closer together. */
    private static final double CROWD = 1.5;

    private static final int ATTEMPTS = 50;

    /** The number of different elements of a long tensor, which is not a power of two. */
    private static final int DIFFERENT = 509;

    /** How much elements that are alike differ, relative to one of them. */
    private static final double UNLIKE = 0.1;

    private final CaseLayout layout;
    private final List<Tensor> before;
    private final boolean[] hasDerivative;
    private final Draw.Kind kind;
    private final Random random;
    private final Domain domain;
    private final Shape shape;

    /** The elements of earlier inputs that no element may be equal to. */
    private final double[] avoided;

    private final boolean isApartFromItself;
    private final OptionalDouble exponent;
    private final double common;

    /** The elements drawn so far. */
    private double[] elements = {};

    private int count;

    TensorDraw(SpecData spec, CaseLayout layout, Object attribute, List<Tensor> before, Draw.Kind kind, Random random) {
        int input = before.size();
        this.layout = layout;
        this.before = before;
        this.hasDerivative = new boolean[input];
        this.kind = kind;
        this.random = random;
        this.domain = spec.inputs().get(input).domain(attribute);
        this.shape = layout.shape(input);
        DoubleStream others = DoubleStream.empty();
        for (int other = 0; other < input; other++) {
            hasDerivative[other] = spec.inputs().get(other).hasDerivative();
            if (spec.areApart(input, other, attribute)) {
                others = DoubleStream.concat(
                        others, Arrays.stream(before.get(other).toArray()));
            }
        }
        this.avoided = others.toArray();
        this.isApartFromItself = spec.areApart(input, input, attribute);
        this.exponent = kind.magnitude() == Magnitude.ANY ? Magnitude.sharedExponent(random) : OptionalDouble.empty();
        this.common = kind.pattern() == Pattern.ALIKE && !domain.isIntegers() ? domain.drawSmooth(random) : 0;
    }

    Tensor drawn() {
        return special()
                .orElseGet(() -> domain.settled(
                        () -> Tensor.of(shape, allElements()),
                        () -> Tensor.generate(shape, i -> domain.drawSmooth(random)),
                        kind.isSmooth()));
    }

    /** A tensor whose elements are all of one kind, if there is one in the domain. */
    private Optional<Tensor> special() {
        Optional<Degenerate> chosen = switch (kind.pattern()) {
            case EQUAL -> Optional.of(Degenerate.ALL_EQUAL);
            case DEGENERATE -> random.nextInt(4) > 0 ? Optional.of(Degenerate.draw(random)) : Optional.empty();
            default -> Optional.empty();
        };
        return chosen.filter(degenerate -> !domain.isIntegers())
                .flatMap(degenerate -> domain.member(() -> degenerate.tensor(shape, domain, random)));
    }

    private double[] allElements() {
        elements = new double[shape.elements()];
        boolean isLong = kind.size() == Size.LONG || kind.size() == Size.LONGEST;
        boolean mayRepeat = isLong && !domain.isIntegers() && !isApartFromItself && avoided.length == 0;
        for (count = 0; count < elements.length; count++) {
            elements[count] = domain.isIntegers()
                    ? domain.drawInteger(random, layout)
                    : mayRepeat && count >= DIFFERENT ? elements[random.nextInt(DIFFERENT)] : element();
        }
        return elements;
    }

    /** Tensors whose elements depend on each other have no subnormal ones: the inverse of such a matrix overflows. */
    private double element() {
        boolean hasNone =
                kind.magnitude() == Magnitude.SUBNORMAL && !domain.constraint().isNone();
        return kind.magnitude() == Magnitude.ORDINARY || hasNone || random.nextInt(4) == 0
                ? ofPattern()
                : switch (kind.magnitude()) {
                    case EXTREME -> extreme();
                    case SUBNORMAL ->
                        firstAllowed(() -> Magnitude.subnormal(random)).orElseGet(this::ofPattern);
                    default ->
                        firstAllowed(() -> Magnitude.any(exponent, random)).orElseGet(this::ofPattern);
                };
    }

    private double ofPattern() {
        return switch (kind.pattern()) {
            case APART, DEGENERATE, EQUAL -> apart();
            case ALIKE ->
                firstAllowed(() -> common * (1 + UNLIKE * random.nextGaussian()))
                        .orElseGet(this::apart);
            case NEAR_EDGES -> random.nextInt(3) > 0 ? nearEdge() : apart();
            case KINKS -> random.nextInt(3) > 0 ? kinkOrTie() : domain.drawSmooth(random);
            case SOME_KINKS -> random.nextInt(6) == 0 ? kinkOrTie() : domain.drawAnywhere(random);
        };
    }

    private double apart() {
        double gap = Math.min(GAP, CROWD / (1 + avoided.length + (isApartFromItself ? count : 0)));
        for (int attempt = 1; ; attempt++) {
            double x = domain.drawSmooth(random);
            if (isApart(x, gap)) {
                return x;
            }
            gap = attempt % ATTEMPTS == 0 ? gap / 2 : gap;
        }
    }

    /** The first of some draws that the law may have here. */
    private OptionalDouble firstAllowed(DoubleSupplier draw) {
        return DoubleStream.generate(draw)
                .limit(ATTEMPTS)
                .filter(this::isAllowed)
                .findFirst();
    }

    private boolean isAllowed(double x) {
        if (!domain.contains(x)) {
            return false;
        }
        Interval smooth = domain.smoothAround(x);
        boolean isSmooth = kind.pattern() == Pattern.NEAR_EDGES
                ? smooth.contains(x) && !domain.isKink(x) && isApart(x, Double.MIN_VALUE)
                : smooth.containsWithRoom(x) && isApart(x, GAP);
        return isSmooth || !kind.isSmooth();
    }

    private boolean isApart(double x, double gap) {
        return isApart(x, avoided, avoided.length, gap) && (!isApartFromItself || isApart(x, elements, count, gap));
    }

    private static boolean isApart(double x, double[] others, int count, double gap) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(x - others[i]) < gap) {
                return false;
            }
        }
        return true;
    }

    private double nearEdge() {
        OptionalDouble neighbor = neighbor();
        double near = (neighbor.isPresent() ? domain.drawNear(neighbor.getAsDouble(), random) : OptionalDouble.empty())
                .orElseGet(() -> domain.drawNearEdge(random));
        return isApart(near, Double.MIN_VALUE) ? near : apart();
    }

    /** An element to be close to: at the same place of an earlier input, or any earlier one. */
    private OptionalDouble neighbor() {
        int chosen = random.nextInt(before.size() + 1);
        boolean isOther = chosen < before.size() && hasDerivative[chosen];
        double[] others = isOther ? before.get(chosen).toArray() : Arrays.copyOf(elements, count);
        boolean samePlace = isOther && count < others.length && random.nextBoolean();
        return others.length == 0 || random.nextBoolean()
                ? OptionalDouble.empty()
                : OptionalDouble.of(others[samePlace ? count : random.nextInt(others.length)]);
    }

    private double extreme() {
        List<Double> extremes = domain.extremes();
        return extremes.isEmpty() ? domain.drawAnywhere(random) : extremes.get(random.nextInt(extremes.size()));
    }

    private double kinkOrTie() {
        int ties = avoided.length + (isApartFromItself ? count : 0);
        if (ties > 0 && random.nextInt(4) > 0) {
            int chosen = random.nextInt(ties);
            double tie = chosen < avoided.length ? avoided[chosen] : elements[chosen - avoided.length];
            if (domain.contains(tie)) {
                return tie;
            }
        }
        return domain.hasKinks() && random.nextInt(4) > 0 ? domain.drawKink(random) : domain.drawAnywhere(random);
    }
}
