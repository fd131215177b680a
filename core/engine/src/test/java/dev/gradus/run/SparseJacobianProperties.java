package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Checkpoint;
import dev.gradus.flow.RandomScan;
import dev.gradus.flow.Scan;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Dependence;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** A sparse Jacobian has the numbers of the whole one, and 0 elsewhere, whichever lines are added. */
@Domain(RandomGraph.Domain.class)
@Domain(DomainContext.Global.class)
class SparseJacobianProperties {
    /** Every element depends on few others. */
    private static Node sparse(Node x, Random random) {
        List<Node> values = new ArrayList<>(List.of(x));
        for (int i = 0; i < 6; i++) {
            Node a = values.get(random.nextInt(values.size())), b = values.get(random.nextInt(values.size()));
            values.add(op(random, a, b));
        }
        return values.get(values.size() - 1);
    }

    /** Of a's shape. */
    private static Node op(Random random, Node a, Node b) {
        int rows = a.shape().size(0), columns = a.shape().size(1), axis = random.nextInt(2);
        int size = a.shape().size(axis);
        NumpyRandom numbers = NumpyRandom.seed(random.nextInt(1000));
        return switch (random.nextInt(12)) {
            case 0 -> a.multiply(b).sin();
            case 1 -> a.square().add(b);
            case 2 -> a.pad(axis, 1, 1).slice(axis, 0, size).multiply(b); // the neighbor's
            case 3 -> a.pad(axis, 1, 1).slice(axis, 2, size + 2).add(a.cos());
            case 4 -> a.flip(axis).add(b);
            case 5 -> a.matMul(Parameter.of("w" + random.nextInt(), numbers.randn(columns, columns)));
            case 6 -> a.multiply(b.mean(axis).expandDims(axis));
            case 7 -> a.softmax(axis);
            case 8 ->
                Constant.of(Tensor.generate(
                                Shape.of(rows, rows),
                                index -> Math.abs(index / rows - index % rows) > 1 ? 0 : index % 7 - 3))
                        .matMul(a)
                        .multiply(0.1);
            case 9 -> a.transpose().reshape(rows, columns).tanh();
            case 10 -> b.greater(0).where(a, b.exp().log());
            default -> Moves.concat(axis, a.slice(axis, size / 2, size), b.slice(axis, 0, size / 2));
        };
    }

    @Property(tries = 100)
    void isTheWholeMatrixOfSparseGraphs(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int rows,
            @ForAll @IntRange(min = 1, max = 5) int columns) {
        Random random = new Random(seed);
        Input x = Input.of("x", rows, columns);
        Node y = sparse(x, random);
        Tensor at = NumpyRandom.seed(random.nextInt(1000)).randn(rows, columns);
        Tensor whole = Jacobian.of(y).wrt(x).feed(x, at).value();
        SparseJacobian fewer = Jacobian.of(y).sparse().wrt(x).feed(x, at);
        SparseJacobian byRows = Jacobian.of(y).byRows().sparse().wrt(x).feed(x, at);
        SparseJacobian byColumns = Jacobian.of(y).byColumns().sparse().wrt(x).feed(x, at);
        assertSame(fewer.value(), whole);
        assertSameBits(
                byRows.value(), Jacobian.of(y).byRows().wrt(x).feed(x, at).value());
        assertSameBits(
                byColumns.value(), Jacobian.of(y).byColumns().wrt(x).feed(x, at).value());
        assertThat(fewer.passes()).isLessThanOrEqualTo(Math.min(byRows.passes(), byColumns.passes()));
        assertThat(fewer.passes()).isLessThanOrEqualTo(rows * columns);
        Node j = y.sin().sum();
        Tensor second = Hessian.of(j).wrt(x).feed(x, at).value();
        SparseJacobian hessian = Hessian.of(j).sparse().wrt(x).feed(x, at);
        assertSame(hessian.value(), second);
        SparseJacobian ofGradient =
                Jacobian.of(Gradients.of(j).wrt(x)).byColumns().sparse().wrt(x);
        boolean isSymmetric = ofGradient.count() == hessian.count();
        assertThat(hessian.passes()).isLessThanOrEqualTo(isSymmetric ? ofGradient.passes() : rows * columns);
    }

    /** An op of a user: what its rule mixes is not what its class or its dependence says. */
    private static Node usersOp(Random random, Node a) {
        int columns = a.shape().size(1), axis = random.nextInt(2);
        Node weights = Constant.of(NumpyRandom.seed(random.nextInt(1000)).randn(columns, columns));
        return switch (random.nextInt(12)) {
            case 0 -> a.withGradient(u -> u.mean().broadcastTo(u.shape()));
            case 1 -> a.withGradient(u -> u.multiply(a.sin()));
            case 2 -> a.withGradient(u -> u.flip(axis).add(u));
            case 3 -> a.withGradient(u -> u.matMul(weights));
            case 4 -> a.withGradient(u -> new Scaled(u, v -> v.flip(axis)));
            case 5 -> a.withGradient(u -> u.multiply(a.sum(axis).keepDims()));
            case 6 -> new Scaled(a, u -> u.sum(axis).keepDims().broadcastTo(u.shape()));
            case 7 -> new Scaled(a, u -> u.cumulativeSum(axis));
            case 8 -> new Claiming(a);
            case 9 ->
                Scan.over("a", a, 0)
                        .steps(step -> step.output("y", usersOp(new Random(random.nextLong()), row(step.element("a")))))
                        .output()
                        .reshape(a.shape());
            case 10 -> Checkpoint.of(usersOp(new Random(random.nextLong()), a));
            default ->
                Custom.of(
                        List.of(a, weights),
                        Claiming::mix,
                        (op, u) -> List.of(
                                u.matMul(op.input(1).transpose()).tanh().multiply(op.input(0)),
                                a.transpose().matMul(u)));
        };
    }

    private static Node row(Node element) {
        return element.reshape(1, element.shape().elements());
    }

    /** A function of single elements by its class, and anything by its rule. */
    private static final class Scaled extends UnaryOp {
        private final UnaryOperator<Node> rule;

        Scaled(Node x, UnaryOperator<Node> rule) {
            super(x, in -> new Scaled(in, rule));
            this.rule = rule;
        }

        @Override
        public double apply(double x) {
            return 1.5 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(rule.apply(upstream));
        }
    }

    /** Says that each element depends on its own, but adds the sum of all. */
    private static final class Claiming extends Op {
        Claiming(Node x) {
            super(x.shape(), x, Claiming::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            mix(in, out);
        }

        static void mix(double[][] in, double[] out) {
            double sum = Arrays.stream(in[0]).sum();
            Arrays.setAll(out, i -> in[0][i] + sum / 8);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.add(upstream.sum().divide(8)));
        }

        @Override
        public Dependence dependence() {
            return Dependence.ELEMENTWISE;
        }
    }

    /** What a user's rule depends on is not what the op is called. */
    @Property(tries = 40)
    void isTheWholeMatrixOfUsersRules(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 4) int rows,
            @ForAll @IntRange(min = 1, max = 4) int columns) {
        Random random = new Random(seed);
        Input x = Input.of("x", rows, columns);
        Node y = x;
        for (int i = 0; i < 3; i++) {
            Node before = y;
            y = random.nextBoolean() ? usersOp(random, y) : op(random, before, random.nextBoolean() ? before : x);
        }
        y = op(random, usersOp(random, y), x);
        Tensor at = NumpyRandom.seed(random.nextInt(1000)).randn(rows, columns);
        assertSame(
                Jacobian.of(y).byRows().sparse().wrt(x).feed(x, at).value(),
                Jacobian.of(y).byRows().wrt(x).feed(x, at).value());
        assertSame(
                Jacobian.of(y).byColumns().sparse().wrt(x).feed(x, at).value(),
                Jacobian.of(y).byColumns().wrt(x).feed(x, at).value());
        Node j = y.sin().sum();
        assertSame(
                Hessian.of(j).sparse().wrt(x).feed(x, at).value(),
                Hessian.of(j).wrt(x).feed(x, at).value());
    }

    @Property(tries = 80)
    void isTheWholeMatrixOfAnyGraph(@ForAll RandomGraph random) {
        Node y = random.nodes().get(random.nodes().size() - 1).tanh();
        Input x = (Input) random.nodes().get(0);
        Evaluator fed = random.evaluator();
        Jacobian whole = Jacobian.of(y).wrt(x);
        SparseJacobian sparse = Jacobian.of(y).sparse().wrt(x);
        for (Input input : Graph.of(y).inputs()) {
            whole.feed(input, fed.value(input));
            sparse.feed(input, fed.value(input));
        }
        assertSame(sparse.value(), whole.value());
    }

    @Property(tries = 15)
    void isTheWholeMatrixOfScans(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        RandomScan random = new RandomScan(seed, 2, 2, true);
        Node y = Gradients.of(random.scanned()).wrt(random.parameters().get(0));
        for (Parameter by : random.parameters()) {
            assertSame(
                    Jacobian.of(y).sparse().wrt(by).value(),
                    Jacobian.of(y).wrt(by).value());
        }
    }

    /** But for the signs of zeros. */
    private static void assertSameBits(Tensor sparse, Tensor whole) {
        assertThat(sparse.map(number -> number + 0)).isEqualTo(whole.map(number -> number + 0));
    }

    private static void assertSame(Tensor sparse, Tensor whole) {
        assertThat(sparse.difference(whole).within(1e-12, 1e-12))
                .withFailMessage(() -> sparse + "\nis not\n" + whole)
                .isTrue();
    }
}
