package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.AddBroadcast;
import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.UnreachedException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.statistics.Statistics;

/** What the arbitraries for users promise, by annotation and by method. */
class ArbitrariesProperties {
    /** So many tries whatever the default: shares of a small sample are chance. */
    @Property(tries = 10_000)
    void shapesAreOfAllRanksAndSizes(@ForAll Shape shape) {
        assertThat(shape.rank()).isBetween(0, 3);
        assertThat(Arrays.stream(shape.sizes())).allMatch(size -> 0 <= size && size <= 4);
        Statistics.label("elements")
                .collect(shape.elements() == 0 ? "none" : shape.elements() == 1 ? "one" : "several")
                .coverage(coverage -> {
                    coverage.check("none").percentage(share -> share > 2);
                    coverage.check("one").percentage(share -> share > 5);
                });
    }

    @Property
    void shapesHaveTheAxesAskedFor(@ForAll @OfDims({"n", "2", "n"}) Shape shape) {
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.size(1)).isEqualTo(2);
        assertThat(shape.size(0)).isEqualTo(shape.size(2));
    }

    @Property
    void tensorsKeepWithinTheirBounds(@ForAll @OfDims("n") @Within(lower = -2, upper = 0.5) Tensor tensor) {
        assertThat(tensor.shape().rank()).isEqualTo(1);
        assertThat(Arrays.stream(tensor.toArray())).allMatch(x -> -2 <= x && x <= 0.5);
    }

    @Property
    void broadcastableTensorsBroadcast(@ForAll @Broadcastable(2) List<Tensor> pair) {
        new AddBroadcast(
                Input.of("a", pair.get(0).shape()), Input.of("b", pair.get(1).shape()));
    }

    @Property
    void tuplesShareTheirSymbols(@ForAll("matricesThatFit") List<Tensor> pair) {
        assertThat(pair.get(0).shape().size(1)).isEqualTo(pair.get(1).shape().size(0));
    }

    @Provide
    Arbitrary<List<Tensor>> matricesThatFit() {
        return GradusArbitraries.tuples(List.of(Dims.dims("n", "k"), Dims.dims("k", "m")), Values.positive());
    }

    @Property
    void axesAreEachThereOnce(@ForAll("axesOfRank3") int[] axes) {
        assertThat(Arrays.stream(axes)).allMatch(axis -> -3 <= axis && axis < 3);
        assertThat(Arrays.stream(axes).map(axis -> Math.floorMod(axis, 3)).toArray())
                .doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<int[]> axesOfRank3() {
        return GradusArbitraries.axes(3);
    }

    @Property
    void permutationsHoldEveryAxis(@ForAll("permutationsOfRank4") int[] axes) {
        assertThat(axes).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Provide
    Arbitrary<int[]> permutationsOfRank4() {
        return GradusArbitraries.permutations(4);
    }

    @Property
    void graphsRunForwardAndBackWithFiniteNumbers(@ForAll RandomGraph random) {
        Run run = random.run();
        assertThat(run.forward())
                .isFinite()
                .isEqualTo(random.evaluator().value(random.objective()).item());
        List<Parameter> parameters = random.graph().parameters();
        if (!parameters.isEmpty() && run.unreached().keySet().containsAll(parameters)) {
            assertThatThrownBy(run::backward).isInstanceOf(UnreachedException.class);
        } else if (!parameters.isEmpty()) {
            run.backward();
            for (Parameter parameter : parameters) {
                assertThat(run.gradient(parameter)).isEqualTo(random.evaluator().gradient(parameter));
            }
        }
    }

    @Property(tries = 20)
    void aPropertyOfTensorsShrinksToTheSmallestOne(@ForAll Random random) {
        Shrinkable<Tensor> large = GradusArbitraries.tensors(Values.any()).generator(1000).stream(random)
                .filter(tensor -> hasNegative(tensor.value()))
                .findFirst()
                .orElseThrow();
        assertThat(smallest(large)).isEqualTo(Tensor.scalar(-1));
    }

    private static boolean hasNegative(Tensor tensor) {
        return Arrays.stream(tensor.toArray()).anyMatch(x -> x < 0);
    }

    private static Tensor smallest(Shrinkable<Tensor> current) {
        return current.shrink()
                .filter(smaller -> hasNegative(smaller.value()))
                .findFirst()
                .map(ArbitrariesProperties::smallest)
                .orElse(current.value());
    }
}
