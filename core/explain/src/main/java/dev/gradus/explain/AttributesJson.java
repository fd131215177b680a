package dev.gradus.explain;

import dev.gradus.tensor.Shape;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Writes an op's attributes as a member of its node: an object with the components of the record. */
final class AttributesJson {
    private AttributesJson() {}

    static void write(JsonWriter json, Record attributes) {
        if (attributes.getClass().getRecordComponents().length > 0) {
            value(json.name("attributes"), attributes);
        }
    }

    private static void value(JsonWriter json, Object value) {
        if (value instanceof Record record && canRead(record)) {
            json.object(() -> components(record)
                    .forEach(component -> value(json.name(component.getName()), read(record, component))));
        } else if (value instanceof Shape shape) {
            value(json, shape.sizes());
        } else if (value instanceof Iterable<?> elements) {
            json.array(() -> elements.forEach(element -> value(json, element)));
        } else if (value.getClass().isArray()) {
            json.array(() ->
                    IntStream.range(0, Array.getLength(value)).forEach(place -> value(json, Array.get(value, place))));
        } else if (value instanceof Boolean truth) {
            json.truth(truth);
        } else if (value instanceof Double || value instanceof Float) {
            json.number(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            json.digits(number.toString());
        } else {
            json.text(value instanceof Enum<?> constant ? constant.name() : value.toString());
        }
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
