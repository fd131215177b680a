package dev.gradus.testkit.cases;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.domain.Directions;
import dev.gradus.testkit.domain.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Draws cases of an op from a part of its domain. */
public final class CaseGenerator implements RandomGenerator<Case> {
    /** The least distance between drawn elements that must differ. */
    private static final double GAP = 0.2;

    /** The least distance times the number of elements, because many elements are closer together. */
    private static final double CROWD = 1.5;

    /** The number of other cases of each kind that are drawn for comparison with one. */
    private static final int OTHERS = 3;

    private static final int ATTEMPTS = 50;
    private static final Duration SEARCH = Duration.ofSeconds(10);
    private static final int MOST_NEIGHBOURS = 8;
    private static final double[] PLAIN_GRADIENTS = {1, -1, 2, -2, 0.5, -0.5, 3};

    /** The number of different elements of a long tensor, which is not a power of two. */
    private static final int DIFFERENT = 509;

    private final SpecData spec;
    private final Draw draw;
    private boolean isNextShorter;

    /** Where the next search starts between two of its points; each starts in the largest gap that the others left. */
    private OptionalDouble nextStart = OptionalDouble.empty();

    public CaseGenerator(SpecData spec, Draw draw) {
        this.spec = spec;
        this.draw = draw;
    }

    @Override
    public Shrinkable<Case> next(Random random) {
        CaseLayout layout = layout(random);
        long seed = random.nextLong();
        Shrinkable<Object> attribute = attribute(spec, layout, seed);
        Case filled = fill(layout, attribute.value(), random);
        Case drawn = draw == Draw.SEARCHED ? searched(filled, random) : filled;
        return new CaseShrinkable(drawn.amid(surroundings(random)), draw, attribute, seed);
    }

    /** The case as it is if an op is so slow that a search takes too long. */
    private Case searched(Case filled, Random random) {
        double start = start(random);
        return Deadline.within(SEARCH, () -> Search.worst(filled, random, start))
                .orElse(filled);
    }

    private double start(Random random) {
        double start = nextStart.orElseGet(random::nextDouble);
        nextStart = OptionalDouble.of((start + Directions.GOLDEN) % 1);
        return start;
    }

    /** Other cases of the same op: with other attributes and the same shapes, and with other shapes. */
    public static List<Case> others(Case where) {
        List<Case> others = new ArrayList<>();
        for (long seed = 0; seed < OTHERS; seed++) {
            Object attribute = attribute(where.spec(), where.layout(), seed).value();
            others.add(drawn(where.spec(), where.layout(), attribute, seed));
            others.add(new CaseGenerator(where.spec(), Draw.ANYWHERE)
                    .next(new Random(seed))
                    .value());
        }
        others.removeIf(other -> !other.couldBeMade());
        return others;
    }

    /** A case of these shapes and this attribute, with numbers from the whole domain. */
    public static Case drawn(SpecData spec, CaseLayout layout, Object attribute, long seed) {
        return new CaseGenerator(spec, Draw.ANYWHERE).fill(layout, attribute, new Random(seed));
    }

    /** A case of these shapes and this attribute, with numbers as for long tensors. */
    static Case longOne(SpecData spec, CaseLayout layout, Object attribute) {
        return new CaseGenerator(spec, Draw.LONG).fill(layout, attribute, new Random(0));
    }

    private Case fill(CaseLayout layout, Object attribute, Random random) {
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < spec.inputs().size(); input++) {
            values.add(tensor(input, layout, values, attribute, random));
        }
        Case drawn = Case.of(spec, layout, attribute, values);
        return drawn.couldBeMade() ? drawn.withUpstream(gradient(drawn.op().shape(), random)) : drawn;
    }

    private CaseLayout layout(Random random) {
        return switch (draw) {
            case LONG -> longLayout(random);
            case SMALLEST_SIZES -> Layouts.drawSmallest(spec, random);
            case SMOOTH_LARGE -> Layouts.drawLarge(spec, random);
            case SMOOTH_LINE -> Layouts.drawLine(spec, random);
            case ANYWHERE -> oneOf(16, random) ? Layouts.drawLarge(spec, random) : Layouts.draw(spec, random);
            case SMOOTH_ALL_SIZES -> oneOf(8, random) ? Layouts.drawLarge(spec, random) : Layouts.draw(spec, random);
            case OFTEN_LARGE -> oneOf(3, random) ? Layouts.drawLarge(spec, random) : Layouts.draw(spec, random);
            case AT_KINKS -> oneOf(16, random) ? Layouts.drawLine(spec, random) : Layouts.draw(spec, random);
            case ALL_SIZES -> oneOf(8, random) ? Layouts.drawSmallest(spec, random) : Layouts.draw(spec, random);
            case SMOOTH, MAGNITUDES, SEARCHED, NEAR_EDGES, DEGENERATE, IN_A_GRAPH, EXTREMES ->
                Layouts.draw(spec, random);
        };
    }

    private static boolean oneOf(int count, Random random) {
        return random.nextInt(count) == 0;
    }

    /** As long as possible, and shorter the next time: the longest tensors meet the end of most loops. */
    private CaseLayout longLayout(Random random) {
        CaseLayout layout = LongLayouts.draw(spec, random, !isNextShorter);
        isNextShorter = !isNextShorter;
        return layout;
    }

    private Recipe surroundings(Random random) {
        return draw == Draw.IN_A_GRAPH
                ? Recipe.draw(random, random.nextInt(MOST_NEIGHBOURS + 1), GraphOps.SMOOTH.size())
                : Recipe.NOTHING;
    }

    /** The most similar attribute that the same seed draws for another layout. */
    @SuppressWarnings("unchecked")
    public static Shrinkable<Object> attribute(SpecData spec, CaseLayout layout, long seed) {
        return (Shrinkable<Object>) spec.attributes(layout).generator(1000).next(new Random(seed));
    }

    private static Tensor gradient(Shape shape, Random random) {
        return Tensor.generate(
                shape,
                position -> random.nextInt(3) == 0
                        ? PLAIN_GRADIENTS[random.nextInt(PLAIN_GRADIENTS.length)]
                        : (random.nextBoolean() ? 1 : -1) * (0.1 + 2.9 * random.nextDouble()));
    }

    private Tensor tensor(int input, CaseLayout layout, List<Tensor> before, Object attribute, Random random) {
        Domain domain = spec.inputs().get(input).domain(attribute);
        if (draw == Draw.DEGENERATE && !domain.isIntegers() && random.nextInt(4) > 0) {
            Degenerate kind = Degenerate.draw(random);
            Optional<Tensor> degenerate = domain.member(() -> kind.tensor(layout.shape(input), domain, random));
            if (degenerate.isPresent()) {
                return degenerate.get();
            }
        }
        boolean isLine = layout.shape(input).elements() > Layouts.USUAL;
        if (draw == Draw.AT_KINKS && isLine && !domain.isIntegers() && random.nextBoolean()) {
            Optional<Tensor> equal =
                    domain.member(() -> Degenerate.ALL_EQUAL.tensor(layout.shape(input), domain, random));
            if (equal.isPresent()) {
                return equal.get();
            }
        }
        return domain.settled(
                () -> elements(input, layout, before, attribute, random),
                () -> Tensor.generate(layout.shape(input), i -> domain.drawSmooth(random)),
                draw.isSmooth());
    }

    private Tensor elements(int input, CaseLayout layout, List<Tensor> before, Object attribute, Random random) {
        Domain domain = spec.inputs().get(input).domain(attribute);
        double[] avoided = before(input, before, attribute);
        boolean apartFromItself = spec.areApart(input, input, attribute);
        Shape shape = layout.shape(input);
        double[] elements = new double[shape.elements()];
        boolean mayRepeat = draw == Draw.LONG && !domain.isIntegers() && !apartFromItself && avoided.length == 0;
        OptionalDouble exponent = draw == Draw.MAGNITUDES ? exponent(random) : OptionalDouble.empty();
        for (int i = 0; i < elements.length; i++) {
            double[] own = apartFromItself ? elements : new double[0];
            int count = apartFromItself ? i : 0;
            if (domain.isIntegers()) {
                elements[i] = domain.drawInteger(random, layout);
            } else if (mayRepeat && i >= DIFFERENT) {
                elements[i] = elements[random.nextInt(DIFFERENT)];
            } else if (draw == Draw.NEAR_EDGES && random.nextInt(3) > 0) {
                double near = nearEdge(domain, neighbor(before, elements, i, random), random);
                boolean isTie = !isApart(near, avoided, avoided.length, Double.MIN_VALUE)
                        || !isApart(near, own, count, Double.MIN_VALUE);
                elements[i] = isTie ? apart(domain, avoided, own, count, random) : near;
            } else {
                elements[i] = element(exponent, domain, avoided, own, count, random);
            }
        }
        return Tensor.of(shape, elements);
    }

    /** Sometimes an exponent that all elements of a tensor share. */
    private static OptionalDouble exponent(Random random) {
        return random.nextInt(3) == 0
                ? OptionalDouble.of(random.nextInt(4) == 0 ? -50 * random.nextDouble() : 100 * random.nextDouble())
                : OptionalDouble.empty();
    }

    /** An element to be close to: at the same place of an earlier input, or any earlier one. */
    private OptionalDouble neighbor(List<Tensor> before, double[] elements, int i, Random random) {
        int chosen = random.nextInt(before.size() + 1);
        boolean isOther = chosen < before.size() && spec.inputs().get(chosen).hasDerivative();
        double[] others = isOther ? before.get(chosen).toArray() : Arrays.copyOf(elements, i);
        boolean samePlace = isOther && i < others.length && random.nextBoolean();
        return others.length == 0 || random.nextBoolean()
                ? OptionalDouble.empty()
                : OptionalDouble.of(others[samePlace ? i : random.nextInt(others.length)]);
    }

    private static double nearEdge(Domain domain, OptionalDouble neighbor, Random random) {
        return neighbor.isPresent()
                ? domain.drawNear(neighbor.getAsDouble(), random).orElseGet(() -> domain.drawNearEdge(random))
                : domain.drawNearEdge(random);
    }

    private double[] before(int input, List<Tensor> before, Object attribute) {
        List<Double> elements = new ArrayList<>();
        for (int other = 0; other < before.size(); other++) {
            if (spec.areApart(input, other, attribute)) {
                for (double element : before.get(other).toArray()) {
                    elements.add(element);
                }
            }
        }
        return elements.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private double element(
            OptionalDouble exponent, Domain domain, double[] avoided, double[] own, int count, Random random) {
        return switch (draw) {
            case SMOOTH,
                    SMOOTH_LARGE,
                    SMOOTH_ALL_SIZES,
                    SMOOTH_LINE,
                    LONG,
                    SEARCHED,
                    NEAR_EDGES,
                    DEGENERATE,
                    IN_A_GRAPH -> apart(domain, avoided, own, count, random);
            case MAGNITUDES ->
                random.nextInt(4) > 0
                        ? ofAnyMagnitude(exponent, domain, avoided, own, count, random)
                        : apart(domain, avoided, own, count, random);
            case EXTREMES -> extreme(domain, random);
            case AT_KINKS ->
                random.nextInt(3) > 0 ? kinkOrTie(domain, avoided, own, count, random) : domain.drawSmooth(random);
            case ANYWHERE, OFTEN_LARGE, ALL_SIZES, SMALLEST_SIZES ->
                random.nextInt(6) == 0 ? kinkOrTie(domain, avoided, own, count, random) : domain.drawAnywhere(random);
        };
    }

    private static double extreme(Domain domain, Random random) {
        List<Double> extremes = domain.extremes();
        return extremes.isEmpty() || random.nextInt(4) == 0
                ? domain.drawAnywhere(random)
                : extremes.get(random.nextInt(extremes.size()));
    }

    private static double apart(Domain domain, double[] avoided, double[] own, int count, Random random) {
        double gap = Math.min(GAP, CROWD / (1 + avoided.length + count));
        for (int attempt = 1; ; attempt++) {
            double x = domain.drawSmooth(random);
            if (isApart(x, avoided, avoided.length, gap) && isApart(x, own, count, gap)) {
                return x;
            }
            gap = attempt % ATTEMPTS == 0 ? gap / 2 : gap;
        }
    }

    /**
     * A number from 10⁻⁹ to 10⁹, or of about this exponent, or 0, or an ordinary number in a domain with kinks, ties or
     * edges.
     */
    private static double ofAnyMagnitude(
            OptionalDouble exponent, Domain domain, double[] avoided, double[] own, int count, Random random) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double power =
                    exponent.isPresent() ? exponent.getAsDouble() + random.nextDouble() : 18 * random.nextDouble() - 9;
            double magnitude = random.nextInt(8) == 0 ? 0 : StrictMath.pow(10, power);
            double x = random.nextBoolean() ? magnitude : -magnitude;
            if (domain.contains(x)
                    && domain.smoothAround(x).containsWithRoom(x)
                    && isApart(x, avoided, avoided.length, GAP)
                    && isApart(x, own, count, GAP)) {
                return x;
            }
        }
        return apart(domain, avoided, own, count, random);
    }

    private static boolean isApart(double x, double[] others, int count, double gap) {
        for (int i = 0; i < count; i++) {
            if (Math.abs(x - others[i]) < gap) {
                return false;
            }
        }
        return true;
    }

    private static double kinkOrTie(Domain domain, double[] avoided, double[] own, int count, Random random) {
        int ties = avoided.length + count;
        if (ties > 0 && random.nextInt(4) > 0) {
            int chosen = random.nextInt(ties);
            double tie = chosen < avoided.length ? avoided[chosen] : own[chosen - avoided.length];
            if (domain.contains(tie)) {
                return tie;
            }
        }
        return domain.hasKinks() && random.nextInt(4) > 0 ? domain.drawKink(random) : domain.drawAnywhere(random);
    }
}
