package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.gradus.flow.RandomScan;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.kernel.UnrolledCode;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A scan computes what its steps compute when they are written one after the other. */
class ScanProperties {
    @Property
    void hasTheBitsOfItsStepsInARow(@ForAll long seed) {
        assertSameBits(new RandomScan(seed, 2, 3, false));
    }

    @Property
    void hasThemInGroupsOfSteps(@ForAll long seed) {
        assertSameBits(new RandomScan(seed, 2, 3, true));
    }

    private static void assertSameBits(RandomScan random) {
        assertSameBits(random.scanned(), random.unrolled(), random.parameters());
    }

    /** The same values and gradients, signs of zeros apart. */
    static void assertSameBits(Node scanned, Node unrolled, Iterable<Parameter> parameters) {
        Evaluator one = Evaluator.of(Graph.of(scanned));
        Evaluator other = Evaluator.of(Graph.of(unrolled));
        assertThat(one.value(scanned)).isEqualTo(other.value(unrolled));
        for (Parameter parameter : parameters) {
            assertThat(withoutSignsOfZero(one.gradient(parameter)))
                    .as(parameter.label())
                    .isEqualTo(withoutSignsOfZero(other.gradient(parameter)));
        }
    }

    private static Tensor withoutSignsOfZero(Tensor value) {
        return value.map(x -> x + 0.0);
    }

    @Property
    void everyWayOfRunningHasTheSameBits(@ForAll long seed, @ForAll Set<Optimization> off) {
        RandomScan random = new RandomScan(seed, 3, 4, true);
        Graph graph = Graph.of(random.scanned());
        assertEqualsEvaluator(random, Run.builder(graph).build());
        assertEqualsEvaluator(random, Run.builder(graph).loopsAtOnce().build());
        assertEqualsEvaluator(random, Run.builder(graph).checked().build());
        assertEqualsEvaluator(
                random,
                Run.builder(graph).without(off.toArray(Optimization[]::new)).build());
        assertEqualsEvaluator(
                random, Run.builder(graph).kernels(KernelChoice.SCALAR).build());
    }

    /** Loops of few numbers; most become one generated method. */
    @Property(tries = 100)
    void loopsThatAreWrittenOutHaveTheSameBits(@ForAll long seed) {
        RandomScan random = new RandomScan(seed, 1, 3, true);
        assertEqualsEvaluator(
                random, Run.builder(Graph.of(random.scanned())).loopsAtOnce().build());
    }

    @Example
    void aLoopIsWrittenOutWithItsSteps() {
        Parameter start = Parameter.of("start", Tensor.of(0.3));
        Node y = Scan.times(100)
                .carry("y", start)
                .body(carry -> carry.greater(0.5).where(carry.multiply(0.9), carry.add(0.1)))
                .carry();
        Run run = Run.of(Graph.of(y));
        for (int steps = 0; steps <= UnrolledCode.OFTEN; steps += 100) {
            assertThat(run.plan().toString()).contains("a step: op by op, written out after 20,000 runs");
            run.forward();
            run.backward();
        }
        assertThat(run.plan().toString()).containsSubsequence("a step: written out, with its loop", "with its loop");
        assertThat(run.gradient(start)).isEqualTo(run.evaluator().gradient(start));
    }

    /** Values that are computed in blocks, and by threads. */
    @Property(tries = 6)
    void manyNumbersHaveTheSameBits(@ForAll long seed) {
        RandomScan random = new RandomScan(seed, 70, 64, true);
        Graph graph = Graph.of(random.scanned());
        assertEqualsEvaluator(random, Run.builder(graph).threads(1).build());
        assertEqualsEvaluator(random, Run.builder(graph).threads(2).build());
        assertEqualsEvaluator(random, Run.builder(graph).loopsAtOnce().build());
    }

    private static void assertEqualsEvaluator(RandomScan random, Run run) {
        Evaluator plain = run.evaluator();
        Node number = run.graph().outputs().get(0);
        boolean isReached = random.parameters().stream()
                .anyMatch(parameter -> Gradients.of(number).reaches(parameter));
        for (int repeated = 0; repeated < 2; repeated++) {
            assertThat(run.forward()).isEqualTo(plain.value(number).item());
            if (isReached) {
                run.backward();
                for (Parameter parameter : run.graph().parameters()) {
                    assertThat(run.gradient(parameter)).as(parameter.label()).isEqualTo(plain.gradient(parameter));
                }
            }
        }
    }

    /** Their sums are in another order, so they agree to rounding. */
    @Property(tries = 100)
    void secondDerivativesAreThoseOfTheUnrolledSteps(@ForAll long seed) {
        RandomScan random = new RandomScan(seed, 2, 2, true, true);
        Evaluator ofScan = secondDerivatives(random, random.scanned());
        Evaluator unrolled = secondDerivatives(random, random.unrolled());
        // Steps may cancel numbers that are much larger than the derivatives.
        double largest = unrolled.graph().nodes().stream()
                .flatMapToDouble(node -> Arrays.stream(unrolled.value(node).toArray()))
                .map(Math::abs)
                .max()
                .orElse(0);
        assertThat(outputs(ofScan))
                .as(random.toString())
                .containsExactly(outputs(unrolled), offset(1e-12 * (1 + largest)));
    }

    /** Computes the gradient of the sum of all squared gradients, zeros where there is none. */
    private static Evaluator secondDerivatives(RandomScan random, Node number) {
        Gradients gradients = Gradients.of(number);
        Node squares = Constant.of(0);
        for (Parameter parameter : random.parameters()) {
            squares = squares.add(gradients.wrt(parameter).square().sum());
        }
        Gradients second = Gradients.of(squares);
        return Evaluator.of(Graph.of(second.wrt(random.parameters())));
    }

    private static double[] outputs(Evaluator evaluator) {
        return evaluator.graph().outputs().stream()
                .flatMapToDouble(output -> Arrays.stream(evaluator.value(output).toArray()))
                .toArray();
    }

    @Property
    void productsWithDirectionsAreThoseOfGradients(@ForAll long seed) {
        RandomScan random = new RandomScan(seed, 2, 3, true);
        Node number = random.scanned();
        Evaluator numbers = Evaluator.of(Graph.of(number));
        List<Node> parameters = new ArrayList<>(random.parameters());
        List<Node> directions = new ArrayList<>();
        double expected = 0, terms = 0;
        for (Node parameter : parameters) {
            double[] gradient = numbers.gradient(parameter).toArray();
            double[] direction = new double[gradient.length];
            for (int i = 0; i < direction.length; i++) {
                direction[i] = Math.scalb((i * 37 + 11) % 17 - 8, -3);
                expected += gradient[i] * direction[i];
                terms += Math.abs(gradient[i] * direction[i]);
            }
            directions.add(Constant.of(Tensor.of(parameter.shape(), direction)));
        }
        double along =
                numbers.value(Tangents.of(number).along(parameters, directions)).item();
        assertThat(along).isCloseTo(expected, offset(1e-11 * (1 + terms)));
    }
}
