package dev.gradus.testkit;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.cases.SpecData;
import dev.gradus.testkit.domain.CaseLayout;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Cases that are written down, for tests of one law. */
final class Cases {
    private Cases() {}

    /** A case with these values for the spec's inputs. Axes of one size are one axis of the layout. */
    static Case of(OpSpec spec, Tensor upstream, Tensor... values) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (Tensor value : values) {
            IntStream.of(value.shape().sizes()).forEach(size -> sizes.put("n" + size, size));
        }
        CaseLayout layout = new CaseLayout(
                spec.data().inputs().stream().map(input -> input.name()).toList(),
                Arrays.stream(values).map(value -> axes(value.shape())).toList(),
                sizes);
        return Case.of(spec.data(), layout, SpecData.NO_ATTRIBUTE, List.of(values))
                .withUpstream(upstream);
    }

    /** The same, with vectors. */
    static Case of(OpSpec spec, double[] upstream, double[]... values) {
        return of(
                spec, vector(upstream), Arrays.stream(values).map(Cases::vector).toArray(Tensor[]::new));
    }

    static Tensor vector(double... elements) {
        return Tensor.of(Shape.of(elements.length), elements);
    }

    private static List<String> axes(Shape shape) {
        return IntStream.of(shape.sizes()).mapToObj(size -> "n" + size).toList();
    }
}
