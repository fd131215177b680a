package dev.gradus.run;

import dev.gradus.kernel.host.Records;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A record, and a parameter for each of its components with numbers. */
final class ModelRecord {
    private final Record model;
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();

    ModelRecord(Record model) {
        this.model = model;
        Records.copy(model, (name, value) -> {
            tensor(name, value).ifPresent(numbers -> parameters.put(name, Parameter.of(name, numbers)));
            return value;
        });
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException("Parameters.ofRecord: a "
                    + model.getClass().getSimpleName()
                    + " has no component of the type double, double[], double[][] or Tensor, so there is nothing to"
                    + " train");
        }
    }

    Collection<Parameter> parameters() {
        return parameters.values();
    }

    private static Optional<Tensor> tensor(String name, Object value) {
        if (value instanceof Double number) {
            return Optional.of(Tensor.scalar(number));
        } else if (value instanceof double[] numbers) {
            return Optional.of(Tensor.of(numbers));
        } else if (value instanceof double[][] rows) {
            return Optional.of(matrix(name, rows));
        } else if (value instanceof Tensor tensor) {
            return Optional.of(tensor);
        } else if (value == null) {
            throw new IllegalArgumentException(
                    "Parameters.ofRecord: the component " + name + " is null; give it a value");
        } else if (!isData(value)) {
            throw new IllegalArgumentException("Parameters.ofRecord: the component " + name + " is a "
                    + value.getClass().getSimpleName()
                    + "; use double, double[], double[][], Tensor, a record or an array of these, or keep it outside the"
                    + " record");
        }
        return Optional.empty();
    }

    private static Tensor matrix(String name, double[][] rows) {
        try {
            return Tensor.of(rows);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Parameters.ofRecord: the component " + name + " is no matrix: " + e.getMessage()
                            + "; use a double[] for each row",
                    e);
        }
    }

    private static boolean isData(Object value) {
        Class<?> type = value.getClass().isArray() ? value.getClass().getComponentType() : value.getClass();
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof String
                || value instanceof Enum<?>
                || type.isPrimitive() && type != float.class;
    }

    void check(String called, Class<? extends Record> type) {
        if (type != model.getClass()) {
            throw new IllegalArgumentException(called + ": the parameters were made of a "
                    + model.getClass().getSimpleName() + ", not of a " + type.getSimpleName());
        }
    }

    /** Returns the record with other numbers. */
    <T extends Record> T with(Class<T> type, Function<Parameter, Tensor> numbers) {
        return type.cast(Records.copy(model, (name, value) -> {
            Parameter parameter = parameters.get(name);
            return parameter == null ? value : like(value, numbers.apply(parameter));
        }));
    }

    private static Object like(Object value, Tensor numbers) {
        if (value instanceof Double) {
            return numbers.item();
        } else if (value instanceof double[]) {
            return numbers.toArray();
        }
        return value instanceof double[][] ? numbers.to2d() : numbers;
    }
}
