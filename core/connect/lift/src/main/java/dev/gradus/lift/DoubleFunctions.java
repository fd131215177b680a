package dev.gradus.lift;

import static dev.gradus.lift.Interpreter.refused;

import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.Truth;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The methods of the JDK that take doubles, box numbers or copy arrays. */
final class DoubleFunctions {
    private static final Set<String> MATH =
            Set.of("java/lang/Math", "java/lang/StrictMath", "dev/gradus/kernel/math/Elementary");
    private static final Set<String> BOXES = Set.of(
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Short",
            "java/lang/Byte",
            "java/lang/Number");

    private static final Set<String> BOXING =
            Set.of("valueOf", "intValue", "longValue", "doubleValue", "floatValue", "booleanValue", "charValue");

    private static final Pattern OF_DOUBLES = Pattern.compile("\\(D+\\)[DJ]");

    private final Interpreter interpreter;

    DoubleFunctions(Interpreter interpreter) {
        this.interpreter = interpreter;
    }

    String remedy() {
        return Arrays.stream(Math.class.getMethods())
                .filter(method -> Arrays.asList(method.getParameterTypes()).contains(double.class))
                .map(Method::getName)
                .distinct()
                .filter(name -> Fn.of(name).isPresent())
                .sorted()
                .collect(Collectors.joining(", ", "use +, -, *, /, %, a comparison, or one of Math's ", ""));
    }

    /** The result of a known method; nothing if the method is another. */
    Optional<Object> call(Frame frame, Member method, Object[] in) {
        String name = method.name();
        if (MATH.contains(method.owner())
                && OF_DOUBLES.matcher(method.descriptor()).matches()) {
            return Optional.of(math(frame, name, in));
        } else if (MATH.contains(method.owner()) && name.equals("random")) {
            throw refused(frame, "Math.random is called", "draw the numbers outside the method and pass them as data");
        } else if (method.owner().equals("java/lang/Double")) {
            return Optional.of(ofDouble(frame, name, method.descriptor(), in));
        } else if (BOXES.contains(method.owner()) && BOXING.contains(name)) {
            return boxed(frame, name, method.descriptor(), in);
        } else if (method.owner().equals("java/util/Arrays")) {
            return arrays(frame, name, in);
        } else if (method.owner().equals("java/lang/System") && name.equals("arraycopy")) {
            copy(frame, in[0], (Integer) in[1], in[2], (Integer) in[3], (Integer) in[4]);
            return Optional.of(Null.NULL);
        } else if (method.owner().equals("java/util/Objects") && name.equals("requireNonNull")) {
            if (in[0] == Null.NULL) {
                throw new Interpreter.Thrown(
                        in.length > 1 && in[1] instanceof String text
                                ? new NullPointerException(text)
                                : new NullPointerException());
            }
            return Optional.of(in[0]);
        }
        return Optional.empty();
    }

    private Object math(Frame frame, String name, Object[] in) {
        Optional<Fn> fn = Fn.of(name).filter(one -> one.operands() == in.length);
        if (fn.isPresent()) {
            return interpreter.apply(frame, fn.get(), in);
        }
        return switch (name) {
            case "toRadians" -> interpreter.apply(frame, Fn.MULTIPLY, in[0], Math.PI / 180);
            case "toDegrees" -> interpreter.apply(frame, Fn.MULTIPLY, in[0], 180 / Math.PI);
            case "round" -> rounded(frame, in[0]);
            case "clamp" -> interpreter.apply(frame, Fn.MIN, in[2], interpreter.apply(frame, Fn.MAX, in[0], in[1]));
            default -> throw refused(frame, "Math." + name + " has no derivative here", remedy());
        };
    }

    /** The nearest integer, a constant on this path: guards compare x with the ends of the interval around it. */
    private Object rounded(Frame frame, Object x) {
        long nearest = Math.round(Expr.valueOf(x));
        interpreter.branches.decided(frame, interpreter.apply(frame, Fn.LESS_EQUAL, nearest - 0.5, x));
        interpreter.branches.decided(frame, interpreter.apply(frame, Fn.LESS, x, nearest + 0.5));
        return nearest;
    }

    private Object ofDouble(Frame frame, String name, String descriptor, Object[] in) {
        switch (name) {
            case "valueOf", "doubleValue" -> {
                if (!descriptor.startsWith("(Ljava")) {
                    return in[0];
                }
            }
            case "sum" -> {
                return interpreter.apply(frame, Fn.ADD, in);
            }
            case "max" -> {
                return interpreter.apply(frame, Fn.MAX, in);
            }
            case "min" -> {
                return interpreter.apply(frame, Fn.MIN, in);
            }
            case "intValue" -> {
                return (int) interpreter.whole(frame, in[0], Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            case "longValue" -> {
                return interpreter.whole(frame, in[0], Long.MIN_VALUE, Long.MAX_VALUE);
            }
            case "isNaN" -> {
                return truth(interpreter.apply(frame, Fn.EQUAL, in[0], in[0]), false);
            }
            case "isInfinite", "isFinite" -> {
                Object size = interpreter.apply(frame, Fn.ABS, in[0]);
                return name.equals("isFinite")
                        ? truth(interpreter.apply(frame, Fn.LESS, size, Double.POSITIVE_INFINITY), true)
                        : truth(interpreter.apply(frame, Fn.EQUAL, size, Double.POSITIVE_INFINITY), true);
            }
            default -> {}
        }
        throw refused(
                frame,
                "Double." + name + " is called, which cannot be lifted",
                "compare doubles with <, <=, >, >= and ==, and compute with them as numbers");
    }

    private static Object truth(Object condition, boolean expected) {
        if (condition instanceof Expr e) {
            return new Truth(e, expected);
        }
        return (Expr.valueOf(condition) != 0) == expected ? 1 : 0;
    }

    private Optional<Object> boxed(Frame frame, String name, String descriptor, Object[] in) {
        if (descriptor.contains("Ljava/lang/String;") || in.length != 1) {
            return Optional.empty();
        }
        Object x = in[0];
        if (name.equals("doubleValue")) {
            return Optional.of(x instanceof Integer i ? (Object) (double) i : x instanceof Long l ? (double) l : x);
        } else if (name.equals("longValue")) {
            return Optional.of(x instanceof Integer i ? (Object) (long) i : x);
        } else if (name.equals("intValue")) {
            return Optional.of(x instanceof Long l ? (Object) (int) (long) l : x);
        } else if (name.equals("floatValue")) {
            throw refused(frame, "a float is used", "use double, which the graph computes with");
        }
        return Optional.of(x);
    }

    private Optional<Object> arrays(Frame frame, String name, Object[] in) {
        return switch (name) {
            case "copyOf" -> Optional.of(interpreter.memory.copy(Memory.notNull(in[0]), 0, (Integer) in[1]));
            case "copyOfRange" ->
                Optional.of(interpreter.memory.copy(Memory.notNull(in[0]), (Integer) in[1], (Integer) in[2]));
            case "fill" -> {
                int from = in.length == 2 ? 0 : (Integer) in[1];
                int to = in.length == 2 ? Memory.length(Memory.notNull(in[0])) : (Integer) in[2];
                for (int i = from; i < to; i++) {
                    interpreter.memory.setElement(frame, in[0], i, in[in.length - 1]);
                }
                yield Optional.of(Null.NULL);
            }
            default -> Optional.empty();
        };
    }

    private void copy(Frame frame, Object from, int start, Object to, int at, int count) {
        Object source = interpreter.memory.copy(Memory.notNull(from), start, start + count);
        if (start + count > Memory.length(from) || at < 0 || at + count > Memory.length(to)) {
            throw new Interpreter.Thrown(new ArrayIndexOutOfBoundsException("arraycopy"));
        }
        for (int i = 0; i < count; i++) {
            interpreter.memory.setElement(frame, to, at + i, interpreter.memory.element(frame, source, i));
        }
    }
}
