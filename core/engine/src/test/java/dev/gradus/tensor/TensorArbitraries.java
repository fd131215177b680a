package dev.gradus.tensor;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Shapes of rank 0 to 4 with sizes 0 to 5, any doubles, and tensors of both. */
final class TensorArbitraries extends DomainContextBase {

    @Provide
    Arbitrary<Shape> shapes() {
        return shapes(0, 0);
    }

    /** Shapes of at least this rank, with sizes of at least this. */
    static Arbitrary<Shape> shapes(int minRank, int minSize) {
        return Arbitraries.integers()
                .between(minSize, 5)
                .array(int[].class)
                .ofMinSize(minRank)
                .ofMaxSize(4)
                .map(Shape::of);
    }

    /** All bit patterns, with ordinary and special numbers much more often than their share. */
    @Provide
    static Arbitrary<Double> doubles() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-10, 10),
                Arbitraries.integers().between(-1000, 1000).map(Integer::doubleValue),
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.of(
                        0.0, -0.0, 0.5, -1e-5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    }

    @Provide
    Arbitrary<Tensor> tensors() {
        return tensors(shapes());
    }

    static Arbitrary<Tensor> tensors(Arbitrary<Shape> shapes) {
        return shapes.flatMap(shape ->
                doubles().array(double[].class).ofSize(shape.elements()).map(values -> Tensor.of(shape, values)));
    }
}
