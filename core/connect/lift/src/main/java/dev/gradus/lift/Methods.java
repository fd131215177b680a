package dev.gradus.lift;

import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Values.Closure;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** From a lambda or a method reference to the method that it calls. */
final class Methods {
    private Methods() {}

    static boolean isLambda(Object object) {
        return object.getClass().isHidden();
    }

    /**
     * The method that a lambda calls, or the method {@code call} of any other object.
     *
     * @param importing represents a captured value for the interpreter
     */
    static Closure closure(Object lambda, UnaryOperator<Object> importing) {
        if (!isLambda(lambda)) {
            return call(lambda, importing);
        } else if (!(lambda instanceof Serializable)) {
            throw new LiftException("A captured lambda of the type "
                    + lambda.getClass().getInterfaces()[0].getName()
                    + " does not say which method it calls; create it inside the lifted method, or give its interface"
                    + " extends Serializable.");
        }
        SerializedLambda serialized = serialized(lambda);
        List<Object> captured = new ArrayList<>();
        for (int i = 0; i < serialized.getCapturedArgCount(); i++) {
            captured.add(importing.apply(serialized.getCapturedArg(i)));
        }
        Class<?> owner = named(serialized.getImplClass(), lambda.getClass().getClassLoader());
        Member target = new Member(
                serialized.getImplClass(), serialized.getImplMethodName(), serialized.getImplMethodSignature());
        return new Closure(owner, target, serialized.getImplMethodKind(), captured);
    }

    private static Closure call(Object object, UnaryOperator<Object> importing) {
        Class<?> type = object.getClass();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("call") && !method.isBridge()) {
                Member target = new Member(Type.getInternalName(type), "call", Type.getMethodDescriptor(method));
                return new Closure(type, target, Opcodes.H_INVOKEVIRTUAL, List.of(importing.apply(object)));
            }
        }
        throw new LiftException(type.getName()
                + " does not define the method call itself; pass a lambda or a method reference, such as"
                + " Program::loss.");
    }

    private static SerializedLambda serialized(Object lambda) {
        try {
            Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return (SerializedLambda) replace.invoke(lambda);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new LiftException(
                    lambda.getClass().getName() + " does not say which method it calls: " + e.getMessage()
                            + "; in a named module, open its package to dev.gradus.lift.",
                    e);
        }
    }

    /** The types of the arguments that a lambda passes on, boxed. A float is refused. */
    static Class<?>[] parameters(Closure closure) {
        List<Class<?>> types = new ArrayList<>();
        if (closure.kind() != Opcodes.H_INVOKESTATIC && closure.kind() != Opcodes.H_NEWINVOKESPECIAL) {
            types.add(closure.owner());
        }
        for (Type type : Type.getArgumentTypes(closure.target().descriptor())) {
            types.add(boxed(type, closure));
        }
        return types.subList(closure.captured().size(), types.size()).toArray(new Class<?>[0]);
    }

    /** Whether values of a type contain no doubles: numbers other than doubles, texts, and arrays of them. */
    static boolean isConcrete(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element != double.class && element != Double.class && !element.isRecord();
    }

    private static Class<?> boxed(Type type, Closure closure) {
        return switch (type.getSort()) {
            case Type.DOUBLE -> Double.class;
            case Type.INT -> Integer.class;
            case Type.LONG -> Long.class;
            case Type.BOOLEAN -> Boolean.class;
            case Type.CHAR -> Character.class;
            case Type.SHORT -> Short.class;
            case Type.BYTE -> Byte.class;
            case Type.FLOAT ->
                throw new LiftException(
                        closure.owner().getName() + "." + closure.target().name()
                                + " has a float parameter; use double, which the graph computes with.");
            case Type.ARRAY -> named(type.getDescriptor(), closure.owner().getClassLoader());
            default -> named(type.getInternalName(), closure.owner().getClassLoader());
        };
    }

    /** The class with an internal name, such as {@code java/lang/String} or {@code [D}. */
    static Class<?> named(String internal, ClassLoader loader) {
        try {
            return Class.forName(internal.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
            throw new LiftException("The class " + internal.replace('/', '.') + " is not found.", e);
        }
    }
}
