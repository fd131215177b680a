package dev.gradus.store;

import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Values that JSON has no type for. Reading anything else gives an empty optional. */
final class JsonValues {
    private static final List<String> NOT_FINITE = List.of("NaN", "Infinity", "-Infinity");

    private JsonValues() {}

    static Optional<Double> number(Object json) {
        if (json instanceof String text && NOT_FINITE.contains(text)) {
            return Optional.of(Double.valueOf(text));
        }
        return json instanceof Double number ? Optional.of(number) : Optional.empty();
    }

    static Optional<Integer> whole(Object json) {
        return json instanceof Double number && number == number.intValue()
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    static Optional<int[]> wholes(Object json) {
        return json instanceof List<?> list
                        && list.stream().allMatch(each -> whole(each).isPresent())
                ? Optional.of(list.stream()
                        .mapToInt(each -> ((Double) each).intValue())
                        .toArray())
                : Optional.empty();
    }

    /** Returns the sizes, or an object of the sizes and the names of the axes if there are any. */
    static Object of(Shape shape) {
        return shape.isNamed()
                ? Json.object(
                        "sizes", shape.sizes(),
                        "axes",
                                IntStream.range(0, shape.rank())
                                        .mapToObj(shape::name)
                                        .toArray())
                : shape.sizes();
    }

    static Optional<Shape> shape(Object json) {
        if (json instanceof Map<?, ?> object
                && object.get("axes") instanceof List<?> axes
                && axes.stream().allMatch(String.class::isInstance)) {
            String[] names = axes.stream().map(String.class::cast).toArray(String[]::new);
            return Optional.<Object>ofNullable(object.get("sizes"))
                    .flatMap(JsonValues::wholes)
                    .map(sizes -> Shape.of(sizes).named(names));
        }
        return wholes(json).map(Shape::of);
    }
}
