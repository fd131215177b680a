package dev.gradus.testkit.function;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The components of a record of numbers, in an array. */
public final class Components<R extends Record> {
    private final Class<R> type;
    private final RecordComponent[] components;

    /**
     * The components of a type.
     *
     * @throws IllegalArgumentException if there are none, or one is not a {@code double}
     */
    public Components(Class<R> type) {
        this.type = type;
        this.components = type.getRecordComponents();
        for (RecordComponent component : components) {
            if (component.getType() != double.class) {
                throw new IllegalArgumentException("the components of a record of arguments must be double, but "
                        + type.getSimpleName() + "." + component.getName() + " is "
                        + component.getType().getSimpleName());
            }
        }
    }

    public List<String> names() {
        return Arrays.stream(components).map(RecordComponent::getName).toList();
    }

    /** The record with these components. */
    public R of(double[] x) {
        Class<?>[] types = new Class<?>[x.length];
        Arrays.fill(types, double.class);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(x).boxed().toArray());
        } catch (ReflectiveOperationException thrown) {
            throw new IllegalArgumentException(
                    "new " + type.getSimpleName() + " throws for " + Arrays.toString(x), thrown);
        }
    }

    /** The components of a record. */
    public double[] array(R record) {
        return Arrays.stream(components)
                .mapToDouble(component -> value(record, component.getAccessor()))
                .toArray();
    }

    private double value(R record, Method accessor) {
        try {
            accessor.setAccessible(true);
            return (double) accessor.invoke(record);
        } catch (ReflectiveOperationException thrown) {
            throw new IllegalArgumentException(type.getSimpleName() + "." + accessor.getName() + "() throws", thrown);
        }
    }
}
