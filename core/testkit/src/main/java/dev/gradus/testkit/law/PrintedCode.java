package dev.gradus.testkit.law;

import dev.gradus.node.Node;
import dev.gradus.playground.language.Expr;
import dev.gradus.playground.language.Scope;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns the code in the templates of a {@link dev.gradus.node.Notation} into nodes. NumPy code means what it means in the
 * language of {@link dev.gradus.playground.language}. Java code calls methods and constructors with operands, numbers and arrays of
 * integers; they are found by reflection, since a user's classes are none of the language's.
 */
final class PrintedCode {
    private static final Pattern OPERAND = Pattern.compile("\\{(\\d+)}");
    private static final Pattern ARRAY = Pattern.compile("new int\\[] ?\\{([^}]*)}");

    private final Map<String, Node> operands;
    private final Class<?> op;

    private PrintedCode(List<? extends Node> operands, Class<?> op) {
        this.operands = named(operands);
        this.op = op;
    }

    private static Map<String, Node> named(List<? extends Node> operands) {
        Map<String, Node> named = new LinkedHashMap<>();
        operands.forEach(operand -> named.put("operand" + named.size(), operand));
        return named;
    }

    /** The parts of a template, whose operands have the names operand0, operand1 and so on. */
    private static Expr parsed(String template) {
        String code = OPERAND.matcher(template).replaceAll("operand$1");
        return Scope.lines("value = " + code).get(0).value().orElseThrow();
    }

    /** The node that computes what NumPy code does; none if the code is empty or unknown to the language. */
    static Optional<Node> ofNumpy(String code, List<? extends Node> operands) {
        try {
            return code.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Scope.of("", Map.of(), 0).node(parsed(code), named(operands)));
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    /**
     * The node that Java code constructs; none if the code is empty or unknown to this class.
     *
     * @param op the class whose code it is; other classes are searched in its package
     */
    static Optional<Node> ofJava(String code, List<? extends Node> operands, Class<?> op) {
        try {
            return code.isEmpty()
                    ? Optional.empty()
                    : Optional.of((Node) new PrintedCode(operands, op)
                            .value(parsed(ARRAY.matcher(code).replaceAll("[$1]"))));
        } catch (RuntimeException unknown) {
            return Optional.empty();
        }
    }

    private Object value(Expr expr) {
        if (expr instanceof Expr.Numeral number) {
            return number.text().matches("\\d+") ? (Object) (int) number.value() : (Object) number.value();
        }
        if (expr instanceof Expr.Name name) {
            boolean isTruth = name.text().equals("true") || name.text().equals("false");
            return isTruth ? (Object) name.text().equals("true") : operand(name.text());
        }
        if (expr instanceof Expr.Unary negative) {
            Object number = value(negative.x());
            return number instanceof Integer n ? (Object) (-n) : (Object) (-(Double) number);
        }
        if (expr instanceof Expr.Items array) {
            return array.items().stream()
                    .mapToInt(item -> (Integer) value(item))
                    .toArray();
        }
        if (expr instanceof Expr.Call call && call.function() instanceof Expr.Name type) {
            return call(Arrays.stream(type(type.text()).getDeclaredConstructors()), call, Optional.empty());
        }
        if (expr instanceof Expr.Call call && call.function() instanceof Expr.Member method) {
            boolean isStatic = method.of() instanceof Expr.Name name && !operands.containsKey(name.text());
            Optional<Object> target = isStatic ? Optional.empty() : Optional.of(value(method.of()));
            Class<?> type = isStatic
                    ? type(((Expr.Name) method.of()).text())
                    : target.orElseThrow().getClass();
            Stream<? extends Executable> methods = Stream.concat(
                            Arrays.stream(type.getMethods()), Arrays.stream(type.getDeclaredMethods()))
                    .filter(candidate -> candidate.getName().equals(method.name()))
                    .filter(candidate -> !candidate.isBridge());
            return call(methods, call, target);
        }
        throw new IllegalArgumentException(expr.toString());
    }

    private Node operand(String name) {
        return Optional.ofNullable(operands.get(name)).orElseThrow(() -> new IllegalArgumentException(name));
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
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private Optional<Class<?>> found(String name) {
        try {
            return Optional.of(Class.forName(name, false, op.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return Optional.empty();
        }
    }

    private Object call(Stream<? extends Executable> candidates, Expr.Call call, Optional<Object> target) {
        List<Object> given = call.arguments().stream().map(this::value).toList();
        for (Executable candidate : candidates
                .sorted((a, b) -> Boolean.compare(a.isVarArgs(), b.isVarArgs()))
                .toList()) {
            Optional<Object[]> arguments = arguments(candidate, given);
            if (arguments.isPresent()) {
                return invoke(candidate, target, arguments.get());
            }
        }
        throw new IllegalArgumentException(call.toString());
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
            throw new IllegalArgumentException(executable.toString());
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
