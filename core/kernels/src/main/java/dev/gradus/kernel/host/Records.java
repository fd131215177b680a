package dev.gradus.kernel.host;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;

/** Reads and creates the records in which a program keeps its numbers. */
public final class Records {
    private Records() {}

    /** Replaces a value that has no components. */
    public interface Replacement {
        /**
         * Returns the new value.
         *
         * @param path the names of the components that lead to it, such as {@code layers.0.bias}; empty for a value by
         *     itself
         */
        Object of(String path, Object value);
    }

    /**
     * Copies a value. Each component of a record and each element of an array of objects is copied in turn, in order;
     * everything else is replaced, a {@code double[][]} without null rows as a whole.
     *
     * @throws IllegalArgumentException if a record cannot be read or created
     */
    public static Object copy(Object value, Replacement replacement) {
        return copy("", value, replacement);
    }

    private static Object copy(String path, Object value, Replacement replacement) {
        if (value instanceof Record) {
            RecordComponent[] components = value.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object component = component(value, components[i]);
                values[i] = copy(inside(path, components[i].getName()), component, replacement);
            }
            return create(value.getClass(), values);
        } else if (value instanceof Object[] array && !isMatrix(value)) {
            Object elements = Array.newInstance(array.getClass().getComponentType(), array.length);
            for (int i = 0; i < array.length; i++) {
                Array.set(elements, i, copy(inside(path, String.valueOf(i)), array[i], replacement));
            }
            return elements;
        }
        return replacement.of(path, value);
    }

    private static boolean isMatrix(Object value) {
        return value instanceof double[][] rows && Arrays.stream(rows).allMatch(Objects::nonNull);
    }

    private static String inside(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Object component(Object of, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "The method " + component.getName() + "() of "
                            + of.getClass().getName() + " throws " + e.getCause()
                            + "; a record must return its components.",
                    e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "The component " + component.getName() + " of "
                            + of.getClass().getName() + " cannot be read" + opened(of.getClass()),
                    e);
        }
    }

    /**
     * Creates a record by its canonical constructor.
     *
     * @throws IllegalArgumentException if it cannot be created
     */
    public static Object create(Class<?> type, Object... components) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "The constructor of " + type.getName() + " throws " + e.getCause()
                            + ". Gradients and trained values may be any numbers, so check numbers outside the"
                            + " constructor.",
                    e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException("A " + type.getName() + " cannot be created" + opened(type), e);
        }
    }

    private static String opened(Class<?> type) {
        return "; add 'opens " + type.getPackageName() + ";' to the module-info.java of the module "
                + type.getModule().getName() + ".";
    }
}
