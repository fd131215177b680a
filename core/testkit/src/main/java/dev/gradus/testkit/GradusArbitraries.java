package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.CaseGenerator;
import dev.gradus.testkit.cases.Draw;
import dev.gradus.testkit.cases.GraphOps;
import dev.gradus.testkit.cases.ModelOp;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Arbitraries for your own properties: shapes, tensors, tensors that broadcast, axes, whole graphs.
 *
 * <p>Sizes are 0 to 4 and ranks 0 to 3. Numbers are mostly of ordinary size, and sometimes an edge of the domain or a
 * kink. Tensors shrink as in an {@link OpContract}: an index of an axis is dropped in all tensors at once, and numbers
 * move towards ±1.
 *
 * <p>Parameters of a property also receive them by type: {@code @ForAll Shape}, {@code @ForAll @Within(lower = 0, upper
 * = 1) Tensor}, {@code @ForAll @OfDims({"n", "m"}) Tensor}, {@code @ForAll @Broadcastable(2) List<Tensor>}, {@code
 * @ForAll RandomGraph}.
 */
public final class GradusArbitraries {
    private GradusArbitraries() {}

    /** Shapes of any rank. */
    public static Arbitrary<Shape> shapes() {
        return shapes(Dims.anyShape());
    }

    /** Shapes with these axes. */
    public static Arbitrary<Shape> shapes(Dims dims) {
        Objects.requireNonNull(dims, "dims");
        return tensors(dims, Values.integers(0, 0)).map(Tensor::shape);
    }

    /** Tensors of any shape. */
    public static Arbitrary<Tensor> tensors(Values domain) {
        Objects.requireNonNull(domain, "domain");
        return tensors(Dims.anyShape(), domain);
    }

    /** Tensors with these axes. */
    public static Arbitrary<Tensor> tensors(Dims dims, Values domain) {
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(domain, "domain");
        return tuples(List.of(dims), domain).map(tuple -> tuple.get(0));
    }

    /** Lists of tensors, each with its axes: {@code List.of(dims("n", "k"), dims("k", "m"))} share k. */
    public static Arbitrary<List<Tensor>> tuples(List<Dims> dims, Values domain) {
        Objects.requireNonNull(dims, "dims");
        Objects.requireNonNull(domain, "domain");
        OpSpec spec = OpSpec.nary(inputs -> new ModelOp(none -> Constant.of(0), inputs)); // a case needs an op
        for (int i = 0; i < dims.size(); i++) {
            spec = spec.input("t" + i, dims.get(i), domain);
        }
        return Arbitraries.fromGenerator(new CaseGenerator(spec.data(), Draw.ALL_SIZES))
                .map(Case::values);
    }

    /** Lists of {@code count} tensors that broadcast, in every way that the engine allows. */
    public static Arbitrary<List<Tensor>> broadcastable(int count, Values domain) {
        Objects.requireNonNull(domain, "domain");
        return tuples(Collections.nCopies(count, Dims.broadcastable()), domain);
    }

    /** Distinct axes of a tensor of this rank in any order, counted from the left or from the end; possibly none. */
    public static Arbitrary<int[]> axes(int rank) {
        return Arbitraries.shuffle(IntStream.range(0, rank).boxed().toList())
                .flatMap(order -> Arbitraries.integers()
                        .between(0, rank)
                        .flatMap(count -> Arbitraries.of(true, false)
                                .list()
                                .ofSize(count)
                                .map(fromEnd -> IntStream.range(0, count)
                                        .map(i -> fromEnd.get(i) ? order.get(i) - rank : order.get(i))
                                        .toArray())));
    }

    /** All axes of a tensor of this rank in any order. */
    public static Arbitrary<int[]> permutations(int rank) {
        return Arbitraries.shuffle(IntStream.range(0, rank).boxed().toList())
                .map(order -> order.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Graphs of up to 20 random ops of the engine, whose output is a scalar. */
    public static Arbitrary<RandomGraph> graphs() {
        return graphs(GraphOps.ALL.size());
    }

    /** Graphs of ops without kinks and jumps, so that the output has derivatives of any order. */
    public static Arbitrary<RandomGraph> smoothGraphs() {
        return graphs(GraphOps.DIFFERENTIABLE.size());
    }

    /** Graphs with values of 60,000 elements and more: enough for a run to share them between threads. */
    public static Arbitrary<RandomGraph> largeGraphs() {
        return Arbitraries.fromGenerator(
                random -> new GraphShrinkable(RandomGraph.drawLarge(random, GraphOps.ALL.size())));
    }

    private static Arbitrary<RandomGraph> graphs(int ops) {
        return Arbitraries.fromGenerator(random -> new GraphShrinkable(RandomGraph.draw(random, ops)));
    }
}
