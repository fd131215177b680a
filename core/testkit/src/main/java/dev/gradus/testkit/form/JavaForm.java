package dev.gradus.testkit.form;

import dev.gradus.node.Node;
import dev.gradus.testkit.form.Syntax.Call;
import dev.gradus.testkit.form.Syntax.Literal;
import dev.gradus.testkit.form.Syntax.Made;
import dev.gradus.testkit.form.Syntax.Member;
import dev.gradus.testkit.form.Syntax.Name;
import dev.gradus.testkit.form.Syntax.Operand;
import dev.gradus.testkit.form.Syntax.Operation;
import dev.gradus.testkit.form.Syntax.Part;
import dev.gradus.testkit.form.Syntax.Sequence;
import dev.gradus.testkit.form.Syntax.UnknownException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns Java code into nodes: calls of methods and constructors, with operands, numbers and arrays of integers. */
public final class JavaForm {
    private final List<? extends Node> operands;
    private final Class<?> op;

    private JavaForm(List<? extends Node> operands, Class<?> op) {
        this.operands = operands;
        this.op = op;
    }

    /**
     * The node that the code constructs; none if the code is empty or unknown to this class.
     *
     * @param op the class whose code it is; other classes are searched in its package
     */
    public static Optional<Node> node(String code, List<? extends Node> operands, Class<?> op) {
        try {
            return code.isEmpty()
                    ? Optional.empty()
                    : Optional.of((Node) new JavaForm(operands, op).value(Syntax.parse(code)));
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private Object value(Part part) {
        if (part instanceof Literal literal) {
            return literal.isInteger() ? (Object) (int) literal.value() : (Object) literal.value();
        }
        if (part instanceof Operand operand) {
            return operands.get(operand.index());
        }
        if (part instanceof Operation operation && operation.sides().size() == 1) {
            Object number = value(operation.sides().get(0));
            return number instanceof Integer n ? (Object) (-n) : (Object) (-(Double) number);
        }
        if (part instanceof Name name
                && (name.text().equals("true") || name.text().equals("false"))) {
            return name.text().equals("true");
        }
        if (part instanceof Sequence sequence) {
            return sequence.elements().stream().mapToInt(NumpyForm::integer).toArray();
        }
        if (part instanceof Made made) {
            Class<?> type = type(((Name) made.call().function()).text());
            return call(Arrays.stream(type.getDeclaredConstructors()), made.call(), Optional.empty());
        }
        if (part instanceof Call call && call.function() instanceof Member method) {
            boolean isStatic = method.target() instanceof Name;
            Optional<Object> target = isStatic ? Optional.empty() : Optional.of(value(method.target()));
            Class<?> type = isStatic
                    ? type(((Name) method.target()).text())
                    : target.orElseThrow().getClass();
            Stream<? extends Executable> methods = Stream.concat(
                            Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                    .filter(candidate -> candidate.getName().equals(method.name()))
                    .filter(candidate -> !candidate.isBridge());
            return call(methods, call, target);
        }
        throw new UnknownException(part.toString());
    }

    private Class<?> type(String name) {
        String own = op.getName()
                .substring(0, op.getName().length() - op.getSimpleName().length());
        return Stream.of(
                        own,
                        op.getPackageName() + ".",
                        "dev.gradus.node.",
                        "dev.gradus.nn.",
                        "dev.gradus.loss.",
                        "dev.gradus.tensor.")
                .flatMap(prefix -> found(prefix + name).stream())
                .findFirst()
                .orElseThrow(() -> new UnknownException(name));
    }

    private Optional<Class<?>> found(String name) {
        try {
            return Optional.of(Class.forName(name, false, op.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return Optional.empty();
        }
    }

    private Object call(Stream<? extends Executable> candidates, Call call, Optional<Object> target) {
        List<Object> given = call.arguments().stream().map(this::value).toList();
        for (Executable candidate : candidates
                .sorted((a, b) -> Boolean.compare(a.isVarArgs(), b.isVarArgs()))
                .toList()) {
            Optional<Object[]> arguments = arguments(candidate, given);
            if (arguments.isPresent()) {
                return invoke(candidate, target, arguments.get());
            }
        }
        throw new UnknownException(call.toString());
    }

    private static Object invoke(Executable executable, Optional<Object> target, Object[] arguments) {
        try {
            if (executable instanceof Constructor<?> constructor) {
                constructor.setAccessible(true);
                return constructor.newInstance(arguments);
            }
            Method method = (Method) executable;
            if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                method.setAccessible(true);
            }
            return method.invoke(target.orElse(null), arguments);
        } catch (ReflectiveOperationException closed) {
            throw new UnknownException(executable.toString());
        }
    }

    /** The arguments, converted to the types of the parameters, if they fit. */
    private static Optional<Object[]> arguments(Executable executable, List<Object> given) {
        Class<?>[] types = executable.getParameterTypes();
        List<Object> fitting = new ArrayList<>();
        int single = executable.isVarArgs() && !isArrayGiven(types, given) ? types.length - 1 : types.length;
        if (given.size() < single || (given.size() > single && single == types.length)) {
            return Optional.empty();
        }
        for (int i = 0; i < single; i++) {
            fitting.add(fit(types[i], given.get(i)));
        }
        if (single < types.length) {
            Class<?> element = types[single].getComponentType();
            Object rest = Array.newInstance(element, given.size() - single);
            for (int i = single; i < given.size(); i++) {
                Object value = fit(element, given.get(i));
                if (value == MISFIT) {
                    return Optional.empty();
                }
                Array.set(rest, i - single, value);
            }
            fitting.add(rest);
        }
        return fitting.contains(MISFIT) ? Optional.empty() : Optional.of(fitting.toArray());
    }

    private static final Object MISFIT = new Object();

    private static boolean isArrayGiven(Class<?>[] types, List<Object> given) {
        return given.size() == types.length
                && given.get(types.length - 1).getClass().isArray();
    }

    private static Object fit(Class<?> type, Object value) {
        if (type == double.class && value instanceof Integer n) {
            return (double) n;
        }
        boolean fits = type == double.class && value instanceof Double
                || type == int.class && value instanceof Integer
                || type == long.class && value instanceof Integer
                || type == boolean.class && value instanceof Boolean
                || type.isInstance(value);
        return fits ? value : MISFIT;
    }
}
