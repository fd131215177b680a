package dev.gradus.testkit.grade;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A student's class, seen through an interface with methods of the same names. The test compiles whatever the class looks
 * like. A missing method throws when it is called, so it costs its task only.
 *
 * <pre>{@code
 * interface Gate {
 *     double sigmoid(double z);
 * }
 *
 * Gate gate = Submission.of("Gate", Gate.class);
 * }</pre>
 *
 * <p>The methods of the view call static methods of the class. If a method of the view returns or takes another interface,
 * such as {@code Value}, it stands for an object of the student's, and its methods call methods of that object.
 */
public final class Submission {
    private Submission() {}

    /**
     * The static methods of a class.
     *
     * @param name the name of the class
     * @param view an interface with the methods to call; they throw an {@code AssertionError} in plain words if the class, the
     *     method or its result is missing, and pass on what the method throws
     */
    public static <T> T of(String name, Class<T> view) {
        return view(view, new Target(name, view.getClassLoader(), Optional.empty()));
    }

    private static <T> T view(Class<T> type, Target target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, target));
    }

    /**
     * What a view stands for.
     *
     * @param object empty for the static methods of the class
     */
    private record Target(String name, ClassLoader loader, Optional<Object> object) implements InvocationHandler {
        @Override
        public Object invoke(Object proxy, Method asked, Object[] views) throws Throwable {
            Object[] arguments = views == null
                    ? new Object[0]
                    : Arrays.stream(views).map(Target::unwrapped).toArray();
            if (asked.getDeclaringClass() == Object.class) {
                return asked.invoke(object.orElse(this), arguments);
            }
            Method method = method(asked, arguments);
            try {
                method.setAccessible(true);
                return wrapped(method.invoke(object.orElse(null), arguments), asked);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }

        private static Object unwrapped(Object argument) {
            return argument != null
                            && Proxy.isProxyClass(argument.getClass())
                            && Proxy.getInvocationHandler(argument) instanceof Target target
                    ? target.object().orElse(argument)
                    : argument;
        }

        private Object wrapped(Object result, Method asked) {
            Class<?> type = asked.getReturnType();
            if (result == null && type != void.class) {
                throw new AssertionError(name + "." + asked.getName() + " returned null.");
            }
            boolean isStudents = result != null && type.isInterface() && !type.isInstance(result);
            return isStudents
                    ? view(type, new Target(result.getClass().getName(), loader, Optional.of(result)))
                    : result;
        }

        private Method method(Method asked, Object[] arguments) {
            for (Class<?> type = type(); type != null; type = type.getSuperclass()) {
                for (Method method : type.getDeclaredMethods()) {
                    if (fits(method, asked, arguments)) {
                        return method;
                    }
                }
            }
            String parameters = Arrays.stream(asked.getParameterTypes())
                    .map(Class::getSimpleName)
                    .collect(Collectors.joining(", "));
            String missing = "%s has no %smethod %s %s(%s). Write it as the skeleton has it."
                    .formatted(
                            name,
                            object.isEmpty() ? "static " : "",
                            asked.getReturnType().getSimpleName(),
                            asked.getName(),
                            parameters);
            throw new AssertionError(missing, new NoSuchMethodException(asked.getName()));
        }

        private Class<?> type() {
            if (object.isPresent()) {
                return object.get().getClass();
            }
            try {
                return Class.forName(name, true, loader);
            } catch (ClassNotFoundException missing) {
                throw new AssertionError("There is no class " + name + ". Does it compile?", missing);
            }
        }

        private boolean fits(Method method, Method asked, Object[] arguments) {
            Class<?>[] types = method.getParameterTypes();
            boolean fits = method.getName().equals(asked.getName())
                    && types.length == arguments.length
                    && (object.isPresent() || Modifier.isStatic(method.getModifiers()))
                    && same(method.getReturnType(), asked.getReturnType());
            for (int i = 0; fits && i < types.length; i++) {
                fits = types[i] == asked.getParameterTypes()[i]
                        || asked.getParameterTypes()[i].isInterface() && types[i].isInstance(arguments[i]);
            }
            return fits;
        }

        /** Whether a result of the student's method can be one of the view's. */
        private static boolean same(Class<?> students, Class<?> views) {
            boolean isView = !students.isPrimitive() && views.isInterface();
            return isView || views == void.class || views.isAssignableFrom(students);
        }
    }
}
