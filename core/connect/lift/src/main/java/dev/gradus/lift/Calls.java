package dev.gradus.lift;

import static dev.gradus.lift.Interpreter.classNamed;
import static dev.gradus.lift.Interpreter.refused;

import dev.gradus.lift.Instruction.Dynamic;
import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Values.Closure;
import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Heap;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Made;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.Text;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls: a user's methods are interpreted, the JDK's functions of doubles are operations, and few others are known. */
final class Calls {
    /** Classes whose objects never change and whose methods only compute. They are called as they are. */
    private static final Set<String> PURE = Set.of(
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Short",
            "java/lang/Byte",
            "java/lang/String",
            "java/lang/Math",
            "java/lang/StrictMath",
            "java/lang/StringBuilder",
            "java/lang/Enum");

    private final Interpreter interpreter;
    private final DoubleFunctions functions;

    Calls(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.functions = new DoubleFunctions(interpreter);
    }

    /** Executes a call. */
    void invoke(Frame frame, int opcode, Member method) {
        Type[] types = Type.getArgumentTypes(method.descriptor());
        boolean isStatic = opcode == Opcodes.INVOKESTATIC;
        Object[] arguments = new Object[types.length + (isStatic ? 0 : 1)];
        for (int i = arguments.length - 1; i >= 0; i--) {
            arguments[i] = interpreter.pop(frame);
        }
        if (!isStatic) {
            Memory.notNull(arguments[0]);
        }
        Object result = call(frame, opcode, classNamed(method.owner(), frame), method, arguments);
        if (Type.getReturnType(method.descriptor()) != Type.VOID_TYPE) {
            frame.push(result);
        }
    }

    private Object call(Frame frame, int opcode, Class<?> owning, Member method, Object[] arguments) {
        String owner = method.owner();
        String name = method.name();
        if (opcode != Opcodes.INVOKESTATIC) {
            Object receiver = arguments[0];
            if (receiver instanceof Closure closure && !name.equals("getClass")) {
                return onClosure(frame, method, closure, arguments);
            } else if (owner.startsWith("[") || receiver.getClass().isArray() || receiver instanceof DoubleArray) {
                return copied(frame, method, receiver);
            } else if (receiver instanceof Made made && name.equals("<init>")) {
                make(frame, method, made, arguments);
                return Null.NULL;
            } else if (name.equals("<init>")
                    && (owner.equals("java/lang/Object") || owner.equals("java/lang/Record"))) {
                return Null.NULL;
            } else if (name.equals("getClass") && arguments.length == 1) {
                return Types.classOf(receiver);
            }
        }
        Optional<Object> known = functions.call(frame, method, arguments);
        if (known.isPresent()) {
            return known.get();
        }
        Class<?> type = owning;
        boolean isVirtual = opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
        if (isVirtual && arguments[0] instanceof Instance instance) {
            type = instance.type;
        } else if (isVirtual && arguments[0] instanceof Enum<?> constant) {
            type = constant.getClass();
        }
        if (Types.isOfTheJdk(type)) {
            return ofTheJdk(frame, method, arguments, opcode == Opcodes.INVOKESTATIC);
        }
        return interpreted(frame, type, method, arguments);
    }

    private Object interpreted(Frame frame, Class<?> type, Member method, Object[] arguments) {
        Optional<Code> code = interpreter.classes.method(type, method.name(), method.descriptor());
        if (code.isPresent()) {
            return interpreter.call(code.get(), arguments, frame);
        } else if (arguments.length > 0 && arguments[0] instanceof Enum<?>) {
            return ofTheJdk(frame, new Member("java/lang/Enum", method.name(), method.descriptor()), arguments, false);
        }
        throw refused(
                frame,
                type.getName() + "." + method.name() + " is called, whose code is native, abstract or not found",
                "write it in Java");
    }

    // Lambdas

    /** Executes an {@code invokedynamic}: a lambda is created or strings are joined. */
    void invoke(Frame frame, Dynamic call) {
        Type[] types = Type.getArgumentTypes(call.descriptor());
        Object[] arguments = new Object[types.length];
        for (int i = arguments.length - 1; i >= 0; i--) {
            arguments[i] = interpreter.pop(frame);
        }
        switch (call.bootstrap().owner()) {
            case "java/lang/invoke/LambdaMetafactory" -> {
                Handle target = (Handle) call.arguments()[1];
                frame.push(new Closure(
                        classNamed(target.getOwner(), frame),
                        new Member(target.getOwner(), target.getName(), target.getDesc()),
                        target.getTag(),
                        List.of(arguments)));
            }
            case "java/lang/runtime/SwitchBootstraps" -> frame.push(chosen(frame, call, arguments));
            case "java/lang/invoke/StringConcatFactory" -> frame.push(joined(call, arguments));
            default ->
                throw refused(
                        frame,
                        call.name() + " is called, which "
                                + call.bootstrap().owner().replace('/', '.') + " generates",
                        "write the comparison, or the switch, as conditions on the components");
        }
    }

    /** The first case that fits, from a case on, of a switch on types, texts or numbers; −1 for null. */
    private static Object chosen(Frame frame, Dynamic call, Object[] arguments) {
        Object value = arguments[0];
        if (value == Null.NULL) {
            return -1;
        }
        for (int i = (Integer) arguments[1]; i < call.arguments().length; i++) {
            Object label = call.arguments()[i];
            if (label instanceof Type type) {
                Class<?> of =
                        classNamed(type.getSort() == Type.ARRAY ? type.getDescriptor() : type.getInternalName(), frame);
                if (Types.isA(value, of)) {
                    return i;
                }
            } else if (label.equals(value instanceof Enum<?> constant ? constant.name() : value)) {
                return i;
            }
        }
        return call.arguments().length;
    }

    private static Object joined(Dynamic call, Object[] arguments) {
        StringBuilder text = new StringBuilder();
        String recipe = call.arguments().length > 0 ? (String) call.arguments()[0] : "\1".repeat(arguments.length);
        Type[] types = Type.getArgumentTypes(call.descriptor());
        boolean depends = false;
        int argument = 0;
        int constant = 1;
        for (char letter : recipe.toCharArray()) {
            if (letter == '\1') {
                Object value = arguments[argument];
                depends |= value instanceof Expr || value instanceof Text;
                text.append(text(value, types[argument++]));
            } else if (letter == '\2') {
                text.append(call.arguments()[constant++]);
            } else {
                text.append(letter);
            }
        }
        return depends ? new Text(text.toString()) : text.toString();
    }

    private static String text(Object value, Type type) {
        if (value instanceof Expr e) {
            return String.valueOf(e.value());
        } else if (value instanceof Text text) {
            return text.text();
        } else if (value == Null.NULL) {
            return "null";
        } else if (value instanceof Integer number) {
            return String.valueOf(boxed(number, classOfPrimitive(type)));
        }
        return String.valueOf(value);
    }

    private static Class<?> classOfPrimitive(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> boolean.class;
            case Type.CHAR -> char.class;
            default -> int.class;
        };
    }

    private Object onClosure(Frame frame, Member method, Closure closure, Object[] arguments) {
        Class<?> face = classNamed(method.owner(), frame);
        Optional<Code> written = interpreter.classes.method(face, method.name(), method.descriptor());
        if (written.isPresent()) { // a default method, such as andThen
            return interpreter.call(written.get(), arguments, frame);
        }
        return call(closure, Arrays.copyOfRange(arguments, 1, arguments.length), frame);
    }

    Object call(Closure closure, Object[] arguments, Frame frame) {
        List<Object> all = new ArrayList<>(closure.captured());
        all.addAll(Arrays.asList(arguments));
        int opcode = switch (closure.kind()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
            default -> Opcodes.INVOKESPECIAL;
        };
        if (closure.kind() == Opcodes.H_NEWINVOKESPECIAL) {
            Instance created = new Instance(closure.owner(), Optional.empty(), interpreter.trace.nextSerial());
            all.add(0, created);
            call(frame, opcode, closure.owner(), closure.target(), all.toArray());
            return created;
        }
        return call(frame, opcode, closure.owner(), closure.target(), all.toArray());
    }

    // The JDK

    private Object copied(Frame frame, Member method, Object array) {
        if (!method.name().equals("clone")) {
            throw refused(frame, method.name() + " of an array is called", "compare or print its elements");
        }
        return interpreter.memory.copy(array, 0, Memory.length(array));
    }

    private void make(Frame frame, Member method, Made made, Object[] arguments) {
        interpreter.branches.exception();
        Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        Class<?>[] types = types(frame, method);
        try {
            Constructor<?> constructor = made.type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            made.real = constructor.newInstance(boxed(frame, rest, types));
        } catch (InvocationTargetException e) {
            throw new Interpreter.Thrown(e.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw refused(frame, made.type.getName() + " is created", "throw an exception of the JDK");
        }
    }

    private Object ofTheJdk(Frame frame, Member method, Object[] arguments, boolean isStatic) {
        Object receiver = isStatic ? Null.NULL : arguments[0];
        boolean isMessage = receiver instanceof Made made && made.real instanceof Throwable;
        if (!PURE.contains(method.owner()) && !isMessage) {
            String called = method.owner().substring(method.owner().lastIndexOf('/') + 1) + "." + method.name();
            throw refused(frame, called + " is called, which cannot be lifted", remedy(method.owner()));
        }
        Object[] rest = isStatic ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        Class<?>[] types = types(frame, method);
        if (receiver instanceof Made) {
            interpreter.branches.exception();
        }
        boolean depends = !isMessage && Arrays.stream(arguments).anyMatch(Calls::depends);
        if (depends && !method.owner().equals("java/lang/StringBuilder")) {
            throw refused(
                    frame,
                    method.owner().replace('/', '.') + "." + method.name() + " is called with a double"
                            + " that depends on the arguments",
                    functions.remedy());
        }
        try {
            Object target = receiver instanceof Made made ? made.real : boxed(receiver, ownType(method, receiver));
            Method called = classNamed(method.owner(), frame).getMethod(method.name(), types);
            Object result = called.invoke(isStatic ? method : target, boxed(frame, rest, types));
            if (receiver instanceof Made made && result == made.real) {
                made.dependsOnArguments |= depends;
                return made;
            } else if (depends && result instanceof String text) {
                return new Text(text);
            }
            return result == null ? Null.NULL : Trace.unboxed(result);
        } catch (InvocationTargetException e) {
            throw new Interpreter.Thrown(e.getTargetException());
        } catch (ReflectiveOperationException e) {
            throw refused(
                    frame,
                    method.owner().replace('/', '.') + "." + method.name() + " is called",
                    "write the computation with int, long and double");
        }
    }

    private static Class<?> ownType(Member method, Object receiver) {
        return switch (method.owner()) {
            case "java/lang/Boolean" -> boolean.class;
            case "java/lang/Character" -> char.class;
            case "java/lang/Short" -> short.class;
            case "java/lang/Byte" -> byte.class;
            default -> receiver.getClass();
        };
    }

    private static boolean depends(Object value) {
        return value instanceof Expr || value instanceof Text || value instanceof Made made && made.dependsOnArguments;
    }

    private static String remedy(String owner) {
        if (owner.startsWith("java/util/stream/")) {
            return "write a loop";
        } else if (owner.startsWith("java/util/")) {
            return "use arrays and records";
        }
        return "call it outside the method and pass the result as an argument";
    }

    private static Class<?>[] types(Frame frame, Member method) {
        return Arrays.stream(Type.getArgumentTypes(method.descriptor()))
                .map(type -> switch (type.getSort()) {
                    case Type.BOOLEAN -> boolean.class;
                    case Type.CHAR -> char.class;
                    case Type.BYTE -> byte.class;
                    case Type.SHORT -> short.class;
                    case Type.INT -> int.class;
                    case Type.LONG -> long.class;
                    case Type.FLOAT -> float.class;
                    case Type.DOUBLE -> double.class;
                    case Type.ARRAY -> classNamed(type.getDescriptor(), frame);
                    default -> classNamed(type.getInternalName(), frame);
                })
                .toArray(Class<?>[]::new);
    }

    private static Object[] boxed(Frame frame, Object[] values, Class<?>[] types) {
        Object[] boxed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            Object value = boxed(values[i], types[i]);
            if (value instanceof Heap || value instanceof Closure) {
                throw refused(
                        frame,
                        Types.className(value) + " is passed to a method of the JDK",
                        "pass numbers and strings");
            } else if (value != Null.NULL) {
                boxed[i] = value;
            }
        }
        return boxed;
    }

    /** The object that reflection takes for a value. */
    private static Object boxed(Object value, Class<?> type) {
        if (value instanceof Expr e) {
            return e.value();
        } else if (value instanceof Text text) {
            return text.text();
        } else if (value instanceof Made made) {
            return made.real;
        } else if (value instanceof Integer number) {
            int x = number;
            if (type == boolean.class) {
                return x != 0;
            } else if (type == char.class) {
                return (char) x;
            } else if (type == byte.class) {
                return (byte) x;
            }
            return type == short.class ? (Object) (short) x : number;
        }
        return value;
    }
}
