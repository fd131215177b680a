package dev.gradus.store;

import dev.gradus.flow.Body;
import dev.gradus.node.Op;
import dev.gradus.tensor.Json;
import dev.gradus.tensor.Shape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Writes the attributes of an op, or says which of them JSON cannot contain. */
final class AttributesWriter {
    private final Op op;
    private final Function<Body, Object> bodies;

    AttributesWriter(Op op, Function<Body, Object> bodies) {
        this.op = op;
        this.bodies = bodies;
    }

    Map<String, Object> attributes() {
        return components(op.attributes());
    }

    private Map<String, Object> components(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            members.put(component.getName(), value(component.getName(), read(record, component)));
        }
        return members;
    }

    private Object value(String name, Object value) {
        if (value instanceof Integer
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof String) {
            return value;
        } else if (value instanceof Long) {
            return value.toString(); // as a number it could lose digits
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof Shape shape) {
            return json(shape);
        } else if (value instanceof Body body) {
            return bodies.apply(body);
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(value(name, element)));
            return elements;
        } else if (value instanceof Record record) {
            return components(record);
        }
        throw new IllegalArgumentException(
                described() + " has the attribute '" + name + "' of the type "
                        + value.getClass().getName()
                        + ", which cannot be saved. Attributes can be numbers, truth values, texts,"
                        + " enum constants, shapes, and lists and records of these; write the op as a class with such attributes.");
    }

    /** Returns the sizes, or an object of the sizes and the names of the axes if there are any. */
    static Object json(Shape shape) {
        return shape.isNamed()
                ? Json.object(
                        "sizes", shape.sizes(),
                        "axes",
                                IntStream.range(0, shape.rank())
                                        .mapToObj(shape::name)
                                        .toArray())
                : shape.sizes();
    }

    private Object read(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (InvocationTargetException thrown) {
            throw new IllegalArgumentException(
                    described() + ": the attribute '" + component.getName() + "' throws " + thrown.getCause(), thrown);
        } catch (ReflectiveOperationException | RuntimeException closed) {
            Class<?> type = record.getClass();
            throw new IllegalArgumentException(
                    described() + ": the attribute '" + component.getName() + "' cannot be read; add 'opens "
                            + type.getPackageName() + ";' to the module-info.java of the module "
                            + type.getModule().getName() + ".",
                    closed);
        }
    }

    private String described() {
        return "The op " + op.describe();
    }
}
