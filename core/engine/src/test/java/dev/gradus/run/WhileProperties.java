package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import dev.gradus.check.GradientCheck;
import dev.gradus.flow.Scan;
import dev.gradus.flow.StepLimitException;
import dev.gradus.flow.While;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Concat;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A loop whose number of steps depends on the data computes what these steps compute when they are written out. */
class WhileProperties {
    /** A loop with the carries u and v, and the same steps written out. */
    private static final class Random {
        private final SplittableRandom random;
        private final int formula;
        private final int most;
        private final Parameter start;
        private final Parameter w;
        private final Parameter bound;
        private final While loop;

        Random(long seed, int size) {
            random = new SplittableRandom(seed);
            formula = random.nextInt(5);
            most = random.nextInt(1, 9);
            start = Parameter.of("start", numbers(size));
            w = Parameter.of("w", numbers(size));
            bound = Parameter.of("bound", Tensor.scalar(random.nextInt(-1, most) + 0.5));
            loop = While.carry("u", start)
                    .carry("v", start.multiply(w))
                    .carry("k", Constant.of(0))
                    .most(most)
                    .steps(
                            step -> step.carry("k")
                                    .add(step.carry("u").sin().max().multiply(0.25))
                                    .less(bound),
                            step -> step.next("u", u(step.carry("u"), step.carry("v")))
                                    .next("v", v(step.carry("u"), step.carry("v")))
                                    .next("k", step.carry("k").add(1)));
        }

        private Tensor numbers(int size) {
            return Tensor.of(DoubleStream.generate(() -> random.nextDouble(-1.5, 1.5))
                    .limit(size)
                    .toArray());
        }

        private Node u(Node u, Node v) {
            return switch (formula) {
                case 0 -> u.multiply(w).add(v).tanh();
                case 1 -> v;
                case 2 -> u.greater(0.1).where(u.multiply(w), v.sin());
                case 3 -> w.sin();
                default -> u.add(w);
            };
        }

        private Node v(Node u, Node v) {
            return switch (formula) {
                case 1, 2 -> u.multiply(0.75).add(w.square());
                case 3 -> u.multiply(v);
                default -> v.add(u.multiply(w));
            };
        }

        List<Parameter> parameters() {
            return List.of(start, w);
        }

        Node number(Node u, Node v, int steps) {
            return number(u, v, Constant.of(steps));
        }

        private static Node number(Node u, Node v, Node steps) {
            return u.multiply(v).add(v.square()).sum().add(steps);
        }

        Node looped() {
            return number(loop.carry("u"), loop.carry("v"), loop.steps());
        }

        int steps() {
            return (int)
                    Evaluator.of(Graph.of(loop.steps())).value(loop.steps()).item();
        }

        Node writtenOut() {
            Node u = start, v = start.multiply(w);
            for (int step = 0; step < steps(); step++) {
                Node next = u(u, v);
                v = v(u, v);
                u = next;
            }
            return number(u, v, steps());
        }
    }

    @Property
    void hasTheBitsOfAScanOfItsSteps(@ForAll long seed) {
        Random random = new Random(seed, 3);
        int steps = random.steps();
        if (steps > 0) {
            Scan scan = Scan.times(steps)
                    .carry("u", random.start)
                    .carry("v", random.start.multiply(random.w))
                    .steps(step -> step.next("u", random.u(step.carry("u"), step.carry("v")))
                            .next("v", random.v(step.carry("u"), step.carry("v"))));
            ScanProperties.assertSameBits(
                    random.looped(), random.number(scan.carry("u"), scan.carry("v"), steps), random.parameters());
        }
    }

    @Property
    void oneCarryHasTheBitsOfItsStepsWrittenOut(@ForAll long seed) {
        Random random = new Random(seed, 3);
        Node start = random.start.add(0.5);
        UnaryOperator<Node> next = u -> switch (random.formula) {
            case 0, 1 -> u.multiply(random.w).add(u.cos()).tanh().multiply(random.w);
            case 2 -> u.add(random.w).greater(0.1).where(u.multiply(random.w), u.sin());
            default -> u.sigmoid().add(random.w).multiply(u);
        };
        While loop = While.carry("u", start)
                .carry("k", Constant.of(0))
                .most(8)
                .steps(
                        step -> step.carry("k").less(random.bound),
                        step -> step.next("k", step.carry("k").add(1)).next("u", next.apply(step.carry("u"))));
        Node writtenOut = start;
        for (int step = 0; step < random.bound.initialValue().item(); step++) {
            writtenOut = next.apply(writtenOut);
        }
        ScanProperties.assertSameBits(
                loop.carry("u").square().sum(), writtenOut.square().sum(), random.parameters());
    }

    @Property
    void everyWayOfRunningHasTheSameBits(@ForAll long seed, @ForAll Set<Optimization> off) {
        Random random = new Random(seed, 3);
        Graph graph = Graph.of(random.looped());
        assertEqualsEvaluator(random, Run.builder(graph));
        assertEqualsEvaluator(random, Run.builder(graph).loopsAtOnce());
        assertEqualsEvaluator(random, Run.builder(graph).checked());
        assertEqualsEvaluator(random, Run.builder(graph).without(off.toArray(Optimization[]::new)));
        assertEqualsEvaluator(random, Run.builder(graph).kernels(KernelChoice.SCALAR));
    }

    @Property(tries = 50)
    void loopsThatAreWrittenOutHaveTheSameBits(@ForAll long seed) {
        Random random = new Random(seed, 1);
        assertEqualsEvaluator(random, Run.builder(Graph.of(random.looped())).loopsAtOnce());
    }

    /** The loop fails as it does step by step, and so does the next run, until the condition can end it. */
    @Example
    void aLoopThatIsWrittenOutEndsOnlyByItsCondition() {
        Parameter start = Parameter.of("start", Tensor.scalar(1)), one = Parameter.of("one", Tensor.scalar(1));
        While loop = While.carry("x", start)
                .most(6)
                .steps(
                        step -> step.carry("x").less(20).multiply(one),
                        step -> step.next("x", step.carry("x").multiply(2)));
        Run run =
                Run.builder(Graph.of(loop.carry(), loop.steps())).loopsAtOnce().build();
        for (int again = 0; again < 3; again++) {
            assertThat(values(run, loop, start, 1)).containsExactly(32, 5);
            assertThat(values(run, loop, start, 50)).containsExactly(50, 0);
            assertThatThrownBy(() -> values(run, loop, start, 0.125)).isInstanceOf(StepLimitException.class);
            assertThat(values(run, loop, start, 0.5)).containsExactly(32, 6);
            run.parameters().set(one, Tensor.scalar(0.5));
            assertThatThrownBy(() -> values(run, loop, start, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is 0.5, but must be 0 or 1");
            run.parameters().set(one, Tensor.scalar(1));
        }
        assertThat(run.plan().toString()).contains("written out, with its loop");
    }

    private static double[] values(Run run, While loop, Parameter start, double from) {
        run.parameters().set(start, Tensor.scalar(from));
        run.forward();
        return new double[] {
            run.value(loop.carry()).item(), run.value(loop.steps()).item()
        };
    }

    /** Values that are computed in blocks, and by threads. */
    @Property(tries = 5)
    void manyNumbersHaveTheSameBits(@ForAll long seed) {
        Random random = new Random(seed, 5000);
        Graph graph = Graph.of(random.looped());
        assertEqualsEvaluator(random, Run.builder(graph).threads(2));
        assertEqualsEvaluator(random, Run.builder(graph).loopsAtOnce());
    }

    private static void assertEqualsEvaluator(Random random, Run.Builder builder) {
        Run run = builder.keep(random.loop.steps()).build();
        Evaluator plain = run.evaluator();
        Node number = run.graph().outputs().get(0);
        for (double more : new double[] {0, -1, 0, 1}) { // a longer loop follows a shorter one, and vice versa
            double bound = run.parameters().get(random.bound).item() + more;
            run.parameters().set(random.bound, Tensor.scalar(Math.min(bound, random.most - 0.5)));
            assertThat(run.forward()).isEqualTo(plain.value(number).item());
            assertThat(run.value(random.loop.steps())).isEqualTo(plain.value(random.loop.steps()));
            run.backward();
            for (Parameter parameter : random.parameters()) {
                assertThat(run.gradient(parameter)).as(parameter.label()).isEqualTo(plain.gradient(parameter));
            }
        }
    }

    /** Their sums are in another order, so they agree to rounding. */
    @Property(tries = 200)
    void secondDerivativesAreThoseOfTheStepsWrittenOut(@ForAll long seed) {
        Random random = new Random(seed, 2);
        double[] writtenOut = secondDerivatives(random, random.writtenOut());
        double largest = Arrays.stream(writtenOut).map(Math::abs).max().orElse(0);
        assertThat(secondDerivatives(random, random.looped()))
                .containsExactly(writtenOut, offset(1e-11 * (1 + largest)));
    }

    /** Computes the gradient of the sum of all squared gradients, then the gradient of its squares. */
    private static double[] secondDerivatives(Random random, Node number) {
        Node squares = squares(number, random);
        Gradients second = Gradients.of(squares);
        Gradients third = Gradients.of(squares(squares, random).multiply(1e-3));
        Node all = Constant.of(Tensor.zeros(0));
        for (Parameter parameter : random.parameters()) {
            all = new Concat(0, all, second.wrt(parameter), third.wrt(parameter));
        }
        return Evaluator.of(Graph.of(all)).value(all).toArray();
    }

    private static Node squares(Node number, Random random) {
        Gradients gradients = Gradients.of(number);
        return random.parameters().stream()
                .<Node>map(parameter -> gradients.wrt(parameter).square().sum())
                .reduce(Node::add)
                .orElseThrow();
    }

    @Property(tries = 200)
    void tangentsAreProductsWithGradients(@ForAll long seed) {
        Random random = new Random(seed, 3);
        Node number = random.looped();
        Evaluator evaluator = Evaluator.of(Graph.of(number));
        double[] gradient = evaluator.gradient(random.w).toArray();
        double[] direction = {1, -0.5, 2};
        double expected = 0, terms = 0;
        for (int i = 0; i < direction.length; i++) {
            expected += gradient[i] * direction[i];
            terms += Math.abs(gradient[i] * direction[i]);
        }
        Node along = Tangents.of(number).along(random.w, Constant.of(Tensor.of(direction)));
        assertThat(evaluator.value(along).item()).isCloseTo(expected, offset(1e-12 * (1 + terms)));
    }

    @Property(tries = 100)
    void gradientsAreThoseOfNumericalDifferentiation(@ForAll long seed) {
        Random random = new Random(seed, 2);
        GradientCheck.of(Run.of(Graph.of(random.looped()))).check().assertPassed();
    }
}
