package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.graph.Graph;
import dev.gradus.kernel.loop.UnrolledClass;
import dev.gradus.loss.MseLoss;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A graph of few numbers that has run often is computed by code made for it, which gives the same bits. */
class OpSequenceTest {
    private static final List<UnaryOperator<Node>> FUNCTIONS = List.of(
            Node::sigmoid,
            Node::tanh,
            Node::exp,
            Node::negate,
            Node::square,
            Node::abs,
            Node::relu,
            Node::softplus,
            Node::erf,
            x -> x.square().sqrt(),
            x -> x.abs().log1p(),
            x -> x.add(3).reciprocal(),
            x -> x.subtract(2).expm1(),
            x -> x.square().add(1).log(),
            Node::transpose,
            x -> Moves.flip(x, 0),
            x -> x.slice(0, 0, 1).broadcastTo(x.shape()),
            x -> x.slice(1, 0, 1).pad(1, 0, x.shape().size(1) - 1),
            x -> Moves.concat(
                    0,
                    Moves.unstack(x, 0).stream()
                            .map(row -> row.reshape(1, x.shape().size(1)))
                            .toList()),
            x -> x.greater(0).where(x, x.multiply(0.5)),
            x -> x.multiply(x.less(x.mean(0)).add(x.notEqual(1))),
            x -> x.subtract(x.mean(1).keepDims()),
            x -> x.atan2(x.sum(0)),
            x -> x.cumulativeSum(0)); // cannot be written out, unlike what comes before and after it

    private static final List<BinaryOperator<Node>> COMBINATIONS = List.of(
            Node::add, Node::subtract, Node::multiply, Node::divide, Node::maximum, Node::minimum, Node::matMul);

    /** Numbers of all kinds in graphs of all ops that can be written out, and one that cannot. */
    @Property(tries = 300)
    void codeGivesTheBitsOfTheOps(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = random.nextInt(1, 4);
        Input x = Input.of("x", n, n), y = Input.of("y", 1, n);
        Parameter W = Parameter.of("W", numbers(random, n, n)), b = Parameter.of("b", numbers(random, 1, n));
        Node h = x.matMul(W).add(b);
        for (int step = random.nextInt(4); step > 0; step--) {
            h = FUNCTIONS.get(random.nextInt(FUNCTIONS.size())).apply(h);
            h = COMBINATIONS.get(random.nextInt(COMBINATIONS.size())).apply(h, random.nextBoolean() ? W : x);
        }
        Node J = random.nextBoolean()
                ? new MseLoss(h.sum(0).keepDims(), y)
                : h.sum().multiply(y.sum());
        Run written = Run.builder(Graph.of(J)).loopsAtOnce().build(),
                ops =
                        Run.builder(Graph.of(J))
                                .without(Optimization.GENERATED_LOOPS)
                                .build();
        for (int again = 0; again < 5; again++) {
            feed(List.of(written, ops), random, x, y);
            boolean predicts = random.nextBoolean();
            gradients(written, predicts);
            gradients(ops, predicts);
            assertThat(bits(written, J)).as("seed %d", seed).isEqualTo(bits(ops, J));
            for (Parameter parameter : written.graph().parameters()) {
                assertThat(written.gradient(parameter)).as("seed %d", seed).isEqualTo(ops.gradient(parameter));
            }
        }
    }

    /** The lesson's graph is one of them: no op is left that could not be written out. */
    @Example
    void theLessonIsWrittenOut() {
        assumeTrue(System.getProperty(Optimization.WITHOUT, "").isEmpty(), "looks for what passes find");
        Run lesson = lesson();
        for (int i = 0; i < UnrolledClass.OFTEN; i++) {
            gradients(lesson, false);
        }
        assertThat(lesson.plan().toString()).contains("forward: op by op", "backward: op by op");
        gradients(lesson, false);
        assertThat(lesson.plan().toString()).contains("forward: written out", "backward: written out");
    }

    private static Run lesson() {
        Input x = Input.of("x", 4, 2), y = Input.of("y", 4, 1);
        Parameter W = Parameter.of("W", Tensor.ones(2, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        return Run.of(Graph.of(new MseLoss(x.matMul(W).add(b).sigmoid(), y)))
                .feed(x, new double[] {0, 0, 0, 1, 1, 0, 1, 1})
                .feed(y, new double[] {0, 0, 0, 1});
    }

    /** Gradients; a forward pass before that no backward one follows makes the next one run by itself. */
    private static void gradients(Run run, boolean predictsBefore) {
        if (predictsBefore) {
            run.forward();
        }
        run.forward();
        run.backward();
    }

    private static long bits(Run run, Node J) {
        return Double.doubleToLongBits(run.value(J).item());
    }

    private static void feed(List<Run> runs, SplittableRandom random, Input... inputs) {
        for (Input input : inputs) {
            Tensor value = numbers(random, input.shape().size(0), input.shape().size(1));
            runs.forEach(run -> run.feed(input, value));
        }
    }

    private static Tensor numbers(SplittableRandom random, int rows, int columns) {
        double[] special = {0.0, -0.0, 1e-310, -3e200, Double.POSITIVE_INFINITY, Double.NaN, 700};
        return Tensor.generate(
                Shape.of(rows, columns),
                i -> random.nextInt(12) == 0 ? special[random.nextInt(special.length)] : 4 * random.nextDouble() - 2);
    }
}
