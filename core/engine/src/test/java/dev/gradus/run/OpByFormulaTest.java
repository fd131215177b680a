package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import dev.gradus.plan.fuse.BlockGroups;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's scalar formula joins groups, in a class that the engine cannot see; an op with a way of its own does not. */
@DisabledIfSystemProperty(named = Optimization.WITHOUT, matches = ".+", disabledReason = "looks for what passes find")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpByFormulaTest {
    static final class Distance extends BinaryOp {
        Distance(Node a, Node b) {
            super(a, b, Distance::new);
        }

        @Override
        public double apply(double a, double b) {
            return Math.abs(a - b);
        }

        @Override
        public List<Node> backward(Node upstream) {
            Node forA = upstream.multiply(a().greater(b()).where(Constant.of(1), Constant.of(-1)));
            return List.of(forA.sumTo(a().shape()), forA.negate().sumTo(b().shape()));
        }
    }

    /** Its factor could change. */
    private static final class Scaled extends UnaryOp {
        private final double[] factor = {2};

        Scaled(Node x) {
            super(x, Scaled::new);
        }

        @Override
        public double apply(double x) {
            return x * factor[0];
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.then(Scaled::new));
        }
    }

    /** It is for whole numbers only: on others it does not end. */
    private static final class WholeSteps extends UnaryOp {
        WholeSteps(Node x) {
            super(x, WholeSteps::new);
        }

        @Override
        public double apply(double x) {
            double left = x;
            while (left != 0) {
                left -= Math.signum(left);
            }
            return x + 1;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }
    }

    /** It may be computed by the threads of runs, but by no other. */
    private static final class Picky extends UnaryOp {
        Picky(Node x) {
            super(x, Picky::new);
        }

        @Override
        public double apply(double x) {
            if (Thread.currentThread().getName().equals("gradus-warmer")) {
                throw new IllegalStateException("Not on this thread");
            }
            return x + 1;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream);
        }
    }

    /** Its formula is not what it computes. */
    private static final class Reversed extends UnaryOp {
        Reversed(Node x) {
            super(x, Reversed::new);
        }

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = in[0][out.length - 1 - i];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.then(Reversed::new));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 2 * BlockGroups.BLOCK, BlockGroups.MANY + 5003})
    void theSameBitsAsTheEvaluator(int size) {
        Input x = Input.of("x", size), number = Input.of("number");
        Node y = new Distance(new Distance(number, x.add(1).then(Cube::new)), number).sigmoid();
        Node z = y.then(Reversed::new).multiply(y);
        for (boolean atOnce : new boolean[] {false, true}) {
            Run.Builder builder = Run.builder(Graph.of(z.sum())).keep(y, z).gradients(x);
            Run run = (atOnce ? builder.loopsAtOnce() : builder).build();
            run.feed(x, Tensor.generate(x.shape(), i -> StrictMath.sin(i)));
            run.feed(number, new double[] {0.25});
            Evaluator plain = run.evaluator();
            run.forward();
            run.backward();
            assertThat(run.value(y)).isEqualTo(plain.value(y));
            assertThat(run.value(z)).isEqualTo(plain.value(z));
            assertThat(run.gradient(x)).isEqualTo(plain.gradient(x));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void onlyAFormulaJoinsAGroup(int cubes) {
        Input x = Input.of("x", 2 * BlockGroups.BLOCK);
        Node joined = x;
        for (int i = 0; i < cubes; i++) {
            joined = joined.then(Cube::new);
        }
        assertThat(groups(joined.add(x))).isEqualTo("1 group");
        assertThat(groups(joined.then(Reversed::new).add(x))).isEqualTo(cubes == 1 ? "0 groups" : "1 group");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFormulaWithItsGroupIsALoopUnlessAnotherIsNearer(boolean other) {
        Input x = Input.of("x", 5000);
        Node cube = (other ? x.add(1).multiply(x) : x).then(Cube::new);
        Node output = other ? cube.add(x).multiply(x) : cube.add(x);
        assertThat(loops(output).get(other ? 1 : 0))
                .contains(other ? "1 op by formula on 5,000" : "2 ops by formula on 5,000");
        assertThat(loops(output)).hasSize(other ? 3 : 1);
        assertThat(loops(x.sigmoid().then(Cube::new))).isEmpty();
    }

    @Test
    void aClassWithFieldsThatCouldChangeIsInNoLoop() {
        Node output = Input.of("x", 5000).then(Scaled::new).add(1);
        assertThat(loops(output))
                .containsExactly(
                        "generated loops         Scaled is in no loop because its class has fields that could change");
    }

    @Test
    void aFormulaThatThrowsWhenItIsWarmedUpStaysInBlocks() {
        Input x = Input.of("x", 5000);
        Node y = x.then(Picky::new).multiply(x);
        Run run = Run.of(Graph.of(y)).feed(x, Tensor.generate(x.shape(), i -> i));
        runUntil(run, "threw");
        assertThat(run.plan().toString()).endsWith("not used: a formula threw an exception during its warm-up");
        assertThat(run.value(y)).isEqualTo(run.evaluator().value(y));
    }

    /** Also where its operand is written over, or is a row that is repeated. */
    @Tag("long")
    @Test
    void aFormulaIsWarmedUpOnThePlansNumbersOnly() {
        Input x = Input.of("x", 50, 20), row = Input.of("row", 1, 20);
        Node y =
                x.sum(1).reshape(Shape.of(50, 1)).add(row).then(WholeSteps::new).multiply(0.5);
        Run run = Run.of(Graph.of(y))
                .feed(x, Tensor.generate(x.shape(), i -> i % 3))
                .feed(row, Tensor.generate(row.shape(), i -> i % 5));
        runUntil(run, "steps: used|steps: not used: \\d");
        assertThat(run.value(y)).isEqualTo(run.evaluator().value(y));
    }

    private static void runUntil(Run run, String decided) {
        Pattern pattern = Pattern.compile(decided);
        do {
            for (int step = 0; step < 500; step++) {
                run.forward();
            }
        } while (!pattern.matcher(run.plan().toString()).find());
    }

    private static List<String> loops(Node output) {
        return Run.of(Graph.of(output))
                .plan()
                .toString()
                .lines()
                .filter(line -> line.startsWith("generated loops"))
                .toList();
    }

    private static String groups(Node output) {
        String plan = Run.builder(Graph.of(output)).build().plan().toString();
        return Arrays.stream(plan.split("\n", -1))
                .filter(line -> line.startsWith("groups "))
                .map(line -> line.substring("groups".length()).strip())
                .findFirst()
                .orElseThrow();
    }
}
