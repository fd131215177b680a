package dev.gradus.lift;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the interpreter represents the values of Java.
 *
 * <p>A double, boxed or not, is a {@link Double} or, if it depends on the arguments, an {@link Expr}. Other primitive
 * values are {@link Integer} and {@link Long}, boxed or not. Arrays of ints, longs, booleans, bytes, chars and shorts,
 * strings, and objects of the JDK are themselves. The classes below represent the rest.
 */
final class Values {
    private Values() {}

    /** Java's null, and the result of a void method. */
    enum Null {
        NULL
    }

    /** Something on the heap that contains doubles. Only the lifted method may write to what it has created. */
    abstract static class Heap {
        /** Where this was found if it existed before the call. */
        final Optional<Source> source;
        /** Increases with each object, so that a branch knows which objects are its own. */
        final long serial;

        Heap(Optional<Source> source, long serial) {
            this.source = source;
            this.serial = serial;
        }

        abstract Object get(Object key);

        abstract void set(Object key, Object value);
    }

    static final class DoubleArray extends Heap {
        private static final Object[] NONE = {};
        final double[] numbers;
        private Object[] exprs = NONE;

        DoubleArray(double[] numbers, Optional<Source> source, long serial) {
            super(source, serial);
            this.numbers = numbers;
        }

        @Override
        Object get(Object key) {
            int index = (Integer) key;
            double number = numbers[index];
            return exprs.length > 0 && exprs[index] instanceof Expr e ? e : (Object) number;
        }

        @Override
        void set(Object key, Object value) {
            int index = (Integer) key;
            numbers[index] = Expr.valueOf(value);
            if (value instanceof Expr && exprs.length == 0) {
                exprs = new Object[numbers.length];
            }
            if (exprs.length > 0) {
                exprs[index] = value;
            }
        }

        DoubleArray copy(int from, int to, long newSerial) {
            DoubleArray copy = new DoubleArray(Arrays.copyOfRange(numbers, from, to), Optional.empty(), newSerial);
            if (exprs.length > 0) {
                copy.exprs = Arrays.copyOfRange(exprs, from, to);
            }
            return copy;
        }
    }

    /** An array of arrays or objects. */
    static final class RefArray extends Heap {
        final Class<?> type;
        final Object[] elements;

        RefArray(Class<?> type, Object[] elements, Optional<Source> source, long serial) {
            super(source, serial);
            this.type = type;
            this.elements = elements;
        }

        @Override
        Object get(Object key) {
            return elements[(Integer) key];
        }

        @Override
        void set(Object key, Object value) {
            elements[(Integer) key] = value;
        }
    }

    /** An object of a user's class. */
    static final class Instance extends Heap {
        final Class<?> type;
        final Map<String, Object> fields = new HashMap<>();

        Instance(Class<?> type, Optional<Source> source, long serial) {
            super(source, serial);
            this.type = type;
        }

        @Override
        Object get(Object key) {
            return fields.getOrDefault((String) key, Null.NULL);
        }

        @Override
        void set(Object key, Object value) {
            fields.put((String) key, value);
        }
    }

    /** A lambda or a method reference: a method and its first arguments. */
    record Closure(Class<?> owner, Instruction.Member target, int kind, List<Object> captured) {}

    /** An exception or a {@link StringBuilder}. It is created when its constructor is called. */
    static final class Made {
        final Class<?> type;
        Object real = Null.NULL;
        boolean dependsOnArguments;

        Made(Class<?> type) {
            this.type = type;
        }
    }

    /** A text that contains doubles that depend on the arguments. */
    record Text(String text) {}

    /** The result of {@code dcmpl} or {@code dcmpg}, which differ in the result for NaN. */
    record Comparison(Object a, Object b, int ofNan) {}

    /** A boolean that depends on the arguments: the condition is not 0, or it is 0. */
    record Truth(Expr condition, boolean expected) {}

    /** A variable whose value depends on a branch in a way that no op expresses. */
    record Undecided(Object branch) {}
}
