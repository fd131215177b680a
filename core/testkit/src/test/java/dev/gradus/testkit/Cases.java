package dev.gradus.testkit;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Cases that are written down, for tests of one law. */
final class Cases {
    private Cases() {}

    /** A case whose inputs are vectors of one length, which the spec calls n. */
    static OpCase of(OpSpec spec, Tensor upstream, double[]... values) {
        List<double[]> vectors = List.of(values);
        int n = values[0].length;
        Layout layout = new Layout(
                spec.inputs().stream().map(input -> input.name()).toList(),
                vectors.stream().map(vector -> List.of("n")).toList(),
                Map.of("n", n));
        return OpCase.of(
                        spec,
                        layout,
                        OpSpec.NO_ATTRIBUTE,
                        vectors.stream()
                                .map(vector -> Tensor.of(Shape.of(n), vector))
                                .toList())
                .withUpstream(upstream);
    }

    /** The same, with a vector of as many numbers upstream. */
    static OpCase of(OpSpec spec, double[] upstream, double[]... values) {
        return of(spec, Tensor.of(Shape.of(upstream.length), upstream), values);
    }
}
