package dev.gradus.lift;

import dev.gradus.lift.Values.Closure;
import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Made;
import dev.gradus.lift.Values.RefArray;
import dev.gradus.lift.Values.Text;

/** The Java types of the interpreter's values. */
final class Types {
    private Types() {}

    static boolean isOfTheJdk(Class<?> type) {
        return type.getName().startsWith("java.")
                || type.getName().startsWith("javax.")
                || type.getName().startsWith("jdk.")
                || type.getName().startsWith("sun.");
    }

    /** Whether a value is of a type. A lambda is of every interface. */
    static boolean isA(Object value, Class<?> type) {
        Class<?> of = classOf(value);
        // boxed booleans, bytes, chars and shorts are represented as Integers
        return type.isAssignableFrom(of)
                || value instanceof Closure && type.isInterface()
                || value instanceof Integer
                        && (type == Boolean.class
                                || type == Character.class
                                || type == Short.class
                                || type == Byte.class);
    }

    static Class<?> classOf(Object value) {
        if (value instanceof Expr) {
            return Double.class;
        } else if (value instanceof DoubleArray) {
            return double[].class;
        } else if (value instanceof RefArray array) {
            return array.type;
        } else if (value instanceof Instance instance) {
            return instance.type;
        } else if (value instanceof Made made) {
            return made.type;
        }
        return value instanceof Text ? String.class : value.getClass();
    }

    static String className(Object value) {
        return classOf(value).getTypeName();
    }
}
