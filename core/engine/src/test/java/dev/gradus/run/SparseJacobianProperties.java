package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.RandomScan;
import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.graph.RandomGraph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
            case 2 -> a.pad(axis, 1, 1).slice(axis, 0, size).multiply(b); // the neighbour's
            case 3 -> a.pad(axis, 1, 1).slice(axis, 2, size + 2).add(a.cos());
            case 4 -> a.flip(axis).add(b);
            case 5 -> a.matMul(Parameter.of("w" + random.nextInt(), numbers.randn(columns, columns)));
            case 6 -> a.multiply(b.mean(axis).unsqueeze(axis));
            case 7 -> a.softmax(axis);
            case 8 ->
                Constant.of(Tensor.generate(
                                Shape.of(rows, rows),
                                place -> Math.abs(place / rows - place % rows) > 1 ? 0 : place % 7 - 3))
                        .matMul(a)
                        .multiply(0.1);
            case 9 -> a.transpose().reshape(rows, columns).tanh();
            case 10 -> b.greater(0).where(a, b.exp().log());
            default -> Moves.concat(axis, a.slice(axis, size / 2, size), b.slice(axis, 0, size / 2));
        };
    }

    @Property(tries = 300)
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

    @Property(tries = 200)
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

    @Property(tries = 100)
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
