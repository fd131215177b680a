package dev.gradus.explain;

import dev.gradus.tensor.Shape;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** An op's attributes as a value of {@link Json}: an object with the components of the record. */
final class AttributesJson {
    private AttributesJson() {}

    /** Empty if there are no attributes. */
    static Optional<Object> of(Record attributes) {
        return components(attributes).isEmpty() ? Optional.empty() : Optional.of(value(attributes));
    }

    private static Object value(Object value) {
        if (value instanceof Record record && canRead(record)) {
            Map<String, Object> members = new LinkedHashMap<>();
            components(record).forEach(component -> members.put(component.getName(), value(read(record, component))));
            return members;
        } else if (value instanceof Shape shape) {
            return shape.sizes();
        } else if (value instanceof Iterable<?> elements) {
            return StreamSupport.stream(elements.spliterator(), false)
                    .map(AttributesJson::value)
                    .toList();
        } else if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(index -> value(Array.get(value, index)))
                    .toList();
        } else if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Enum<?> constant ? constant.name() : value.toString();
    }

    private static List<RecordComponent> components(Record record) {
        return Arrays.asList(record.getClass().getRecordComponents());
    }

    /** Returns whether the components are accessible. If a module does not export the record, its text is written. */
    private static boolean canRead(Record record) {
        return components(record).stream()
                .allMatch(component -> component.getAccessor().trySetAccessible());
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException thrown) {
            throw new IllegalStateException(
                    "The attribute " + component.getName() + " of "
                            + record.getClass().getName() + " cannot be read",
                    thrown);
        }
    }
}
