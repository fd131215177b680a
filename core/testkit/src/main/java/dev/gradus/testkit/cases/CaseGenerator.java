package dev.gradus.testkit.cases;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.domain.CaseLayout;
import dev.gradus.testkit.domain.Deadline;
import dev.gradus.testkit.domain.Directions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/** Draws cases of an op from a part of its domain. */
public final class CaseGenerator implements RandomGenerator<Case> {
    /** The number of other cases of each kind that are drawn for comparison with one. */
    private static final int OTHERS = 3;

    private static final Duration SEARCH = Duration.ofSeconds(10);
    private static final int MOST_NEIGHBOURS = 8;
    private static final double[] PLAIN_GRADIENTS = {1, -1, 2, -2, 0.5, -0.5, 3};

    private final SpecData spec;
    private final Draw draw;
    private final Map<Enum<?>, Integer> drawn = new LinkedHashMap<>();
    private int index;

    /** Where the next search starts between two of its points; each starts in the largest gap that the others left. */
    private OptionalDouble nextStart = OptionalDouble.empty();

    public CaseGenerator(SpecData spec, Draw draw) {
        this.spec = spec;
        this.draw = draw;
    }

    @Override
    public Shrinkable<Case> next(Random random) {
        Draw.Kind kind = draw.kind(index++);
        kind.dimensions().forEach(each -> drawn.merge(each, 1, Integer::sum));
        CaseLayout layout = kind.size().layout(spec, random);
        long seed = random.nextLong();
        Shrinkable<Object> attribute = attribute(spec, layout, seed);
        Case filled = fill(kind, layout, attribute.value(), random);
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
        return usual(spec, Draw.ANYWHERE, layout, attribute, seed);
    }

    /** The same with numbers of the usual kind of a draw. */
    static Case usual(SpecData spec, Draw draw, CaseLayout layout, Object attribute, long seed) {
        return new CaseGenerator(spec, draw).fill(draw.kind(0), layout, attribute, new Random(seed));
    }

    private Case fill(Draw.Kind kind, CaseLayout layout, Object attribute, Random random) {
        List<Tensor> values = new ArrayList<>();
        for (int input = 0; input < spec.inputs().size(); input++) {
            values.add(new TensorDraw(spec, layout, attribute, List.copyOf(values), kind, random).drawn());
        }
        Case drawn = Case.of(spec, layout, attribute, values);
        return drawn.couldBeMade() ? drawn.withUpstream(upstream(drawn.op().shape(), random)) : drawn;
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

    /** 1 for a function and for a loss, so that the gradients are their derivatives. */
    private Tensor upstream(Shape shape, Random random) {
        if ((spec.isFunction() || spec.isModel()) && shape.rank() == 0) {
            return Tensor.scalar(1);
        }
        return Tensor.generate(
                shape,
                position -> random.nextInt(3) == 0
                        ? PLAIN_GRADIENTS[random.nextInt(PLAIN_GRADIENTS.length)]
                        : (random.nextBoolean() ? 1 : -1) * (0.1 + 2.9 * random.nextDouble()));
    }

    /** What has been drawn: {@code 200 cases: 175 FEW, 175 APART, 25 ALIKE, 200 ORDINARY, 25 SEVERAL}. */
    @Override
    public String toString() {
        return index + " cases: "
                + drawn.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .collect(Collectors.joining(", "));
    }
}
