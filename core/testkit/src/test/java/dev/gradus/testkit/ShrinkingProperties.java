package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Clamp;
import dev.gradus.node.Gather;
import dev.gradus.node.MatMul;
import dev.gradus.node.MaximumBroadcast;
import dev.gradus.node.Reshape;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.domain.Domain;
import dev.gradus.testkit.domain.Interval;
import dev.gradus.testkit.domain.Simpler;
import dev.gradus.testkit.domain.SmallerTensors;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;

/** Shrinking makes every step smaller, stays within the domain, and crosses no kink. */
class ShrinkingProperties {
    private static final List<OpSpec> SPECS = List.of(
            OpSpec.binary(MatMul::new)
                    .input("x", Dims.dims("n", "k"), Values.strictlyBetween(-0.5, 0.25))
                    .input("w", Dims.dims("k", "m"), Values.any().kinksAt(-1, 0, 1)),
            OpSpec.binary(MaximumBroadcast::new)
                    .input("a", Dims.broadcastable(), Values.nonzero())
                    .input("b", Dims.broadcastable(), Values.positive())
                    .apart("a", "b"),
            OpSpec.binary((x, indices) -> new Gather(x, indices, 0))
                    .input("x", Dims.dims("n", "*"), Values.any().distinct())
                    .inputWithoutDerivative("indices", Dims.dims("k"), Values.indicesOf("n"))
                    .size("n", 1, 4),
            OpSpec.drawing(layout -> shapesOf(layout.shape("x").elements()))
                    .unary(Reshape::new)
                    .input("x", Dims.anyShape(), Values.between(2, 9))
                    .referenceTensor((in, shape) -> in.get(0).reshape(shape)),
            OpSpec.drawing(layout -> Arbitraries.doubles().between(-1, 1))
                    .unary((x, at) -> new Clamp(x, at, 9))
                    .input("x", Dims.anyShape(), (Double at) -> Values.any().kinksAt(at, 9))
                    .referenceTensor((in, at) -> in.get(0).map(x -> Math.min(9, Math.max(x, at)))));

    private static Arbitrary<Shape> shapesOf(int elements) {
        return Arbitraries.of(Shape.of(elements), Shape.of(1, elements), Shape.of(elements, 1));
    }

    /** A case as drawn, to be shrunk at random. */
    @Provide
    Arbitrary<Shrinkable<Case>> drawn() {
        return Arbitraries.of(EnumSet.complementOf(EnumSet.of(Draw.LONG))).flatMap(ShrinkingProperties::drawn);
    }

    @Provide
    Arbitrary<Shrinkable<Case>> drawnLong() {
        return drawn(Draw.LONG);
    }

    private static Arbitrary<Shrinkable<Case>> drawn(Draw draw) {
        return Arbitraries.of(SPECS)
                .flatMap(spec -> Arbitraries.randomValue(new CaseGenerator(spec.data(), draw)::next));
    }

    /** Few tries and not all smaller cases, of which a large one has many thousands, each compared with all its elements. */
    @Property(tries = 5)
    void everyStepIsSmallerAndLegal(@ForAll("drawn") Shrinkable<Case> drawn, @ForAll Random random) {
        assertSmallerAndLegal(drawn, random, 20, 200);
    }

    @Tag("long")
    @Property(tries = 3)
    void everyStepOfALongTensorIsSmallerAndLegal(@ForAll("drawnLong") Shrinkable<Case> drawn, @ForAll Random random) {
        assertSmallerAndLegal(drawn, random, 5, 10);
    }

    private static void assertSmallerAndLegal(Shrinkable<Case> drawn, Random random, int steps, int most) {
        Shrinkable<Case> current = drawn;
        assertLegal(current.value());
        for (int step = 0; step < steps; step++) {
            List<Shrinkable<Case>> smaller = current.shrink().limit(most).toList();
            if (smaller.isEmpty()) {
                return;
            }
            Shrinkable<Case> next = smaller.get(random.nextInt(smaller.size()));
            assertThat(next.distance()).isLessThan(current.distance());
            assertLegal(next.value());
            current = next;
        }
    }

    private static void assertLegal(Case where) {
        assertThat(where.couldBeMade()).isTrue();
        assertThat(where.upstream().shape()).isEqualTo(where.op().shape());
        for (int input = 0; input < where.values().size(); input++) {
            Tensor value = where.values().get(input);
            Domain domain = where.domain(input);
            assertThat(value.shape()).isEqualTo(where.layout().shape(input));
            for (double x : value.toArray()) {
                boolean legal =
                        domain.isIntegers() ? domain.nearestInteger(x, where.layout()) == x : domain.contains(x);
                assertThat(legal).as("%s in %s", x, domain).isTrue();
            }
        }
    }

    @Property
    void smoothCasesStayOnTheirSideOfEveryKink(@ForAll Random random) {
        for (OpSpec spec : SPECS) {
            Shrinkable<Case> drawn = new CaseGenerator(spec.data(), Draw.SMOOTH).next(random);
            drawn.shrink()
                    .filter(smaller -> smaller.value().layout().symbols().stream()
                            .allMatch(symbol -> smaller.value().layout().size(symbol)
                                    == drawn.value().layout().size(symbol)))
                    .filter(smaller -> smaller.value().layout().symbols().size()
                            == drawn.value().layout().symbols().size())
                    .forEach(smaller -> assertSameSide(drawn.value(), smaller.value()));
        }
    }

    private static void assertSameSide(Case before, Case after) {
        for (int input = 0; input < before.values().size(); input++) {
            double[] values = after.values().get(input).toArray();
            if (!before.domain(input).isIntegers()) {
                double[] kept = before.values().get(input).toArray();
                for (int i = 0; i < values.length; i++) {
                    // Of many distinct elements one may be drawn with little room, and stay there.
                    assertThat(values[i] == kept[i] && before.attribute().equals(after.attribute())
                                    || before.smoothAround(input, i).containsWithRoom(values[i])
                                            && after.smoothAround(input, i).containsWithRoom(values[i]))
                            .as("%s → %s", before, after)
                            .isTrue();
                }
                if (before.spec().areApart(input, input, before.attribute())) {
                    assertThat(values).as("%s → %s", before, after).doesNotHaveDuplicates();
                }
            }
        }
    }

    @Property
    void smoothCasesHaveRoomForANumericalDerivative(@ForAll Random random) {
        for (OpSpec spec : SPECS) {
            Case drawn =
                    new CaseGenerator(spec.data(), Draw.SMOOTH).next(random).value();
            for (int input = 0; input < drawn.values().size(); input++) {
                double[] x = drawn.values().get(input).toArray();
                for (int i = 0; i < x.length; i++) {
                    if (!drawn.domain(input).isIntegers()) {
                        Interval around = drawn.smoothAround(input, i);
                        assertThat(Math.min(x[i] - around.lower(), around.upper() - x[i]))
                                .isGreaterThan(1e-3);
                    }
                }
            }
        }
    }

    @Property
    void simplerNumbersAreSimplerAndLeadToOne(@ForAll @DoubleRange(min = -1e12, max = 1e12) double x) {
        assertThat(Simpler.than(x)).allMatch(y -> Simpler.complexity(y) < Simpler.complexity(x));
        assertThat(x == 1 ? 1 : Simpler.than(x).findFirst().orElseThrow()).isEqualTo(1);
    }

    @Property
    void aThresholdIsFoundExactly(@ForAll @DoubleRange(min = 3, max = 1e9) double x) {
        double smallest = x;
        for (double next = x; next >= 3; next = next(smallest)) {
            smallest = next;
        }
        assertThat(smallest).isEqualTo(3);
    }

    private static double next(double x) {
        return Simpler.than(x).filter(y -> y >= 3).findFirst().orElse(Double.NaN);
    }

    @Property
    void droppingAnIndexKeepsAllOtherElements(@ForAll @OfDims({"n", "m"}) Tensor x, @ForAll Random random) {
        for (int axis = 0; axis < 2; axis++) {
            if (x.shape().size(axis) > 0) {
                int index = random.nextInt(x.shape().size(axis));
                int dropped = axis;
                int[] sizes = x.shape().sizes();
                sizes[axis]--;
                Tensor smaller = SmallerTensors.part(
                        x,
                        Shape.of(sizes),
                        IntStream.range(0, 2).mapToObj(i -> i == dropped).toList(),
                        SmallerTensors.without(index));
                for (int position = 0; position < smaller.shape().elements(); position++) {
                    int[] source = smaller.shape().index(position);
                    source[axis] += source[axis] >= index ? 1 : 0;
                    assertThat(smaller.get(smaller.shape().index(position))).isEqualTo(x.get(source));
                }
            }
        }
    }
}
