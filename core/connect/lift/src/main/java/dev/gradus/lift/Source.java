package dev.gradus.lift;

import java.lang.reflect.Array;
import java.lang.reflect.Field;

/** Where a value that exists outside the lifted method is found at the next call. */
sealed interface Source {
    /** The value now, for these arguments; null if there is none. */
    Object read(Object[] arguments);

    /** The argument with this index. */
    record Argument(int index) implements Source {
        @Override
        public Object read(Object[] arguments) {
            return arguments[index];
        }

        @Override
        public String toString() {
            return "argument " + index;
        }
    }

    /** An object that a lambda captured. */
    record Captured(Object object) implements Source {
        @Override
        public Object read(Object[] arguments) {
            return object;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Captured captured && captured.object == object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public String toString() {
            return "a captured " + object.getClass().getSimpleName();
        }
    }

    /** A field of an object, or a static field, whose object is ignored. */
    record OfField(Source object, Field field) implements Source {
        @Override
        public Object read(Object[] arguments) {
            try {
                return field.get(object.read(arguments));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e); // it was accessible when it was first read
            }
        }

        @Override
        public String toString() {
            return field.getName();
        }
    }

    /** An element of an array. */
    record OfArray(Source array, int index) implements Source {
        @Override
        public Object read(Object[] arguments) {
            return Array.get(array.read(arguments), index);
        }

        @Override
        public String toString() {
            return array + "[" + index + "]";
        }
    }
}
