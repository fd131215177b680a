package dev.gradus.lift;

import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.RefArray;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Doubles, arrays and records of doubles from and to a sequence of numbers. */
final class Shaped {
    private Shaped() {}

    /** The numbers in a value of the interpreter: those of arrays by rows, those of records by components. */
    static void numbers(Object value, List<Object> to) {
        if (value instanceof Double || value instanceof Expr) {
            to.add(value);
        } else if (value instanceof DoubleArray array) {
            for (int i = 0; i < array.numbers.length; i++) {
                to.add(array.get(i));
            }
        } else if (value instanceof RefArray array) {
            for (Object element : array.elements) {
                numbers(element, to);
            }
        } else if (value instanceof Instance instance && instance.type.isRecord()) {
            for (RecordComponent component : instance.type.getRecordComponents()) {
                numbers(instance.get(instance.type.getName() + "." + component.getName()), to);
            }
        } else if (!(value instanceof Integer || value instanceof Long || value instanceof String)) {
            throw new LiftException("The method returns " + (value == Null.NULL ? "nothing" : Types.className(value))
                    + "; return a double, a double[], a double[][] or a record of these.");
        }
    }

    /** The Java value of a value of the interpreter, with these numbers in the order of {@link #numbers}. */
    static Object java(Object value, DoubleBuffer next) {
        if (value instanceof Double || value instanceof Expr) {
            return next.get();
        } else if (value instanceof DoubleArray array) {
            double[] numbers = new double[array.numbers.length];
            next.get(numbers);
            return numbers;
        } else if (value instanceof RefArray array) {
            Object real = Array.newInstance(array.type.getComponentType(), array.elements.length);
            for (int i = 0; i < array.elements.length; i++) {
                Array.set(real, i, java(array.elements[i], next));
            }
            return real;
        } else if (value instanceof Instance instance) {
            RecordComponent[] components = instance.type.getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                Object component = instance.get(instance.type.getName() + "." + components[i].getName());
                values[i] = boxed(java(component, next), components[i].getType());
            }
            return created(instance.type, components, values);
        }
        return value;
    }

    private static Object boxed(Object value, Class<?> type) {
        return value instanceof Integer number && type == boolean.class ? (Object) (number != 0) : value;
    }

    /**
     * A value like another whose chosen numbers are the next ones. The other numbers are 0; ints, booleans and texts
     * are those of the other value.
     *
     * @param all whether all numbers are chosen
     * @param wanted whether a record component is chosen though not all are
     */
    static Object like(Object value, boolean all, Predicate<String> wanted, DoubleBuffer next) {
        if (value instanceof Double) {
            return all ? next.get() : 0.0;
        } else if (value instanceof double[] array) {
            double[] numbers = new double[array.length];
            if (all) {
                next.get(numbers);
            }
            return numbers;
        } else if (value instanceof Object[] array) {
            Object elements = Array.newInstance(array.getClass().getComponentType(), array.length);
            for (int i = 0; i < array.length; i++) {
                Array.set(elements, i, like(array[i], all, wanted, next));
            }
            return elements;
        } else if (value instanceof Record) {
            RecordComponent[] components = value.getClass().getRecordComponents();
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                boolean one = all || wanted.test(components[i].getName());
                values[i] = like(component(value, components[i]), one, wanted, next);
            }
            return created(value.getClass(), components, values);
        }
        return value;
    }

    /** The differentiated numbers of an argument, in the order of {@link #like}. */
    static List<Object> differentiated(Object argument, boolean all, Predicate<String> wanted) {
        List<Object> numbers = new ArrayList<>();
        collect(argument, all, wanted, numbers);
        return numbers;
    }

    private static void collect(Object argument, boolean all, Predicate<String> wanted, List<Object> to) {
        if (argument instanceof Double && all) {
            to.add(argument);
        } else if (argument instanceof double[] array && all) {
            for (double number : array) {
                to.add(number);
            }
        } else if (argument instanceof Object[] array) {
            for (Object element : array) {
                collect(element, all, wanted, to);
            }
        } else if (argument instanceof Record) {
            for (RecordComponent component : argument.getClass().getRecordComponents()) {
                collect(component(argument, component), all || wanted.test(component.getName()), wanted, to);
            }
        }
    }

    private static Object component(Object of, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new LiftException(
                    "The component " + component.getName() + " of "
                            + of.getClass().getName()
                            + " cannot be read; open its package to the module dev.gradus.lift.",
                    e);
        }
    }

    private static Object created(Class<?> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types = new Class<?>[components.length];
        Arrays.setAll(types, i -> components[i].getType());
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new LiftException(
                    "The constructor of " + type.getName() + " refuses a gradient: " + e.getCause()
                            + "; a gradient may have any numbers. Check the values outside the constructor.",
                    e);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new LiftException(
                    "A " + type.getName() + " cannot be created; open its package to the module" + " dev.gradus.lift.",
                    e);
        }
    }
}
