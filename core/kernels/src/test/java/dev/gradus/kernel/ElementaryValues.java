package dev.gradus.kernel;

import dev.gradus.kernel.math.Elementary;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The functions of {@link Elementary} by name. As a program, prints their values at given arguments for
 * elementary_golden.py.
 */
final class ElementaryValues {
    private ElementaryValues() {}

    /** Returns the functions of one or two numbers, without those that also have an order. */
    static Map<String, Method> functions() {
        Map<String, Method> functions = new TreeMap<>();
        for (Method method : Elementary.class.getDeclaredMethods()) {
            boolean ofNumbers = Arrays.stream(method.getParameterTypes()).allMatch(type -> type == double.class);
            if (ofNumbers && method.getParameterCount() <= 2 && !method.isSynthetic()) {
                functions.put(method.getName(), method);
            }
        }
        return functions;
    }

    static double of(String function, double... arguments) {
        Method method = Objects.requireNonNull(functions().get(function), function);
        try {
            Object value = arguments.length == 1
                    ? method.invoke(null, arguments[0])
                    : method.invoke(null, arguments[0], arguments[1]);
            return (double) Objects.requireNonNull(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        boolean one = Objects.requireNonNull(functions().get(arguments[0])).getParameterCount() == 1;
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            double x = in.readDouble();
            out.writeDouble(one ? of(arguments[0], x) : of(arguments[0], x, in.readDouble()));
        }
        out.flush();
    }
}
