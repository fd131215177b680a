package dev.gradus.lift;

import static dev.gradus.lift.Interpreter.classNamed;
import static dev.gradus.lift.Interpreter.noFloats;
import static dev.gradus.lift.Interpreter.refused;

import dev.gradus.lift.Instruction.Member;
import dev.gradus.lift.Interpreter.Thrown;
import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Heap;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Made;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.RefArray;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** The arrays, objects and fields of a method that is interpreted. What existed before the call is not written. */
final class Memory implements Opcodes {
    private final Trace trace;
    private final Branches branches;

    Memory(Trace trace, Branches branches) {
        this.trace = trace;
        this.branches = branches;
    }

    /** A value that a member is read from or called on. */
    static Object notNull(Object value) {
        if (value == Null.NULL) {
            throw new Thrown(new NullPointerException());
        }
        return value;
    }

    // Arrays

    Object element(Frame frame, Object array, int index) {
        if (array instanceof Heap heap) {
            return heap.get(index);
        }
        Object value = Array.get(notNull(array), index);
        if (value instanceof Float) {
            throw noFloats(frame);
        }
        return Trace.unboxed(value);
    }

    void setElement(Frame frame, Object array, int index, Object value) {
        if (array instanceof Heap heap) {
            if (heap instanceof RefArray objects
                    && value != Null.NULL
                    && !Types.isA(value, objects.type.getComponentType())) {
                throw new Thrown(new ArrayStoreException(Types.className(value)));
            }
            store(frame, heap, index, value);
            return;
        }
        writable(frame, notNull(array));
        int number = value instanceof Integer i ? i : 0;
        if (array instanceof int[] ints) {
            ints[index] = number;
        } else if (array instanceof long[] longs) {
            longs[index] = (Long) value;
        } else if (array instanceof boolean[] booleans) {
            booleans[index] = (number & 1) != 0;
        } else if (array instanceof byte[] bytes) {
            bytes[index] = (byte) number;
        } else if (array instanceof char[] chars) {
            chars[index] = (char) number;
        } else if (array instanceof short[] shorts) {
            shorts[index] = (short) number;
        } else {
            throw noFloats(frame);
        }
    }

    /** Checks that an array of integers may be written. */
    void writable(Frame frame, Object array) {
        if (trace.isFrozen(array)) {
            throw refused(
                    frame, "an array is written that exists outside the method", "write to a copy: array.clone()");
        }
        branches.exception();
    }

    /** Writes to an array of doubles or objects, or to a field. */
    void store(Frame frame, Heap heap, Object key, Object value) {
        if (heap.source.isPresent()) {
            String what = heap instanceof Instance ? "a field" : "an element";
            throw refused(
                    frame,
                    what + " of " + heap.source.get() + " is written, which exists outside the method",
                    heap instanceof Instance ? "create a new object" : "write to a copy: array.clone()");
        }
        heap.get(key); // checks the index
        branches.store(heap, key, value);
    }

    Object array(Frame frame, Class<?> component, int length) {
        Object[] elements = new Object[length];
        Arrays.fill(elements, Null.NULL);
        return new RefArray(component.arrayType(), elements, Optional.empty(), trace.nextSerial());
    }

    Object primitiveArray(Frame frame, int type, int length) {
        return switch (type) {
            case T_DOUBLE -> new DoubleArray(new double[length], Optional.empty(), trace.nextSerial());
            case T_INT -> new int[length];
            case T_LONG -> new long[length];
            case T_BOOLEAN -> new boolean[length];
            case T_BYTE -> new byte[length];
            case T_CHAR -> new char[length];
            case T_SHORT -> new short[length];
            default -> throw noFloats(frame);
        };
    }

    Object arrays(Frame frame, Class<?> type, int[] sizes, int from) {
        Class<?> component = type.getComponentType();
        if (from == sizes.length - 1) {
            if (component == double.class) {
                return new DoubleArray(new double[sizes[from]], Optional.empty(), trace.nextSerial());
            } else if (component == float.class) {
                throw noFloats(frame);
            }
            return component.isPrimitive()
                    ? Array.newInstance(component, sizes[from])
                    : array(frame, component, sizes[from]);
        }
        RefArray outer = (RefArray) array(frame, component, sizes[from]);
        for (int i = 0; i < sizes[from]; i++) {
            outer.elements[i] = arrays(frame, component, sizes, from + 1);
        }
        return outer;
    }

    /** A new array with a part of another, extended by zeros. */
    Object copy(Object array, int from, int to) {
        if (array instanceof DoubleArray doubles) {
            return doubles.copy(from, to, trace.nextSerial());
        } else if (array instanceof RefArray objects) {
            Object[] elements = Arrays.copyOfRange(objects.elements, from, to);
            Arrays.fill(elements, Math.min(to, objects.elements.length) - from, elements.length, Null.NULL);
            return new RefArray(objects.type, elements, Optional.empty(), trace.nextSerial());
        }
        Object copy = Array.newInstance(array.getClass().getComponentType(), Math.subtractExact(to, from));
        System.arraycopy(array, from, copy, 0, Math.min(to, Array.getLength(array)) - from);
        return copy;
    }

    static int length(Object array) {
        if (array instanceof DoubleArray doubles) {
            return doubles.numbers.length;
        }
        return array instanceof RefArray objects ? objects.elements.length : Array.getLength(array);
    }

    // Objects

    Object created(Frame frame, String internal) {
        Class<?> type = classNamed(internal, frame);
        if (Throwable.class.isAssignableFrom(type) || type == StringBuilder.class) {
            return new Made(type);
        } else if (Types.isOfTheJdk(type)) {
            throw refused(frame, "an object of " + type.getName() + " is created", "use arrays and records");
        }
        return new Instance(type, Optional.empty(), trace.nextSerial());
    }

    Object field(Frame frame, Member member, Object object) {
        if (notNull(object) instanceof Enum<?>) {
            return trace.field(new Source.Captured(object), Trace.accessible(declared(frame, member)));
        }
        if (!(object instanceof Instance instance)) {
            throw refused(
                    frame,
                    "the field " + member.name() + " of " + Types.className(object) + " is read",
                    "pass its value as an argument");
        }
        Field field = declared(frame, member);
        if (instance.fields.containsKey(Trace.key(field))) {
            return instance.get(Trace.key(field));
        } else if (instance.source.isPresent()) {
            Object value = trace.field(instance.source.get(), Trace.accessible(field));
            instance.fields.put(Trace.key(field), value);
            return value;
        }
        return zero(field.getType());
    }

    private static Object zero(Class<?> type) {
        if (!type.isPrimitive()) {
            return Null.NULL;
        } else if (type == double.class) {
            return 0.0;
        }
        return type == long.class ? (Object) 0L : (Object) 0;
    }

    void setField(Frame frame, Member member, Object object, Object value) {
        if (!(notNull(object) instanceof Instance instance)) {
            throw refused(frame, "a field of " + Types.className(object) + " is written", "create a new object");
        }
        Field field = declared(frame, member);
        String key = Trace.key(field);
        if (!instance.fields.containsKey(key) && instance.source.isEmpty()) {
            instance.fields.put(key, zero(field.getType()));
        }
        store(frame, instance, key, value);
    }

    Object staticField(Frame frame, Member member) {
        Field field = declared(frame, member);
        if (field.getType() == float.class) {
            throw noFloats(frame);
        } else if (Types.isOfTheJdk(field.getDeclaringClass()) && !Modifier.isFinal(field.getModifiers())
                || field.getDeclaringClass() == System.class) {
            throw refused(
                    frame,
                    field.getDeclaringClass().getSimpleName() + "." + field.getName() + " is used",
                    "lift a method that only computes, and do input and output outside it");
        }
        return trace.field(new Source.Captured(Null.NULL), Trace.accessible(field));
    }

    private static Field declared(Frame frame, Member member) {
        Class<?> owner = classNamed(member.owner(), frame);
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            try {
                return c.getDeclaredField(member.name());
            } catch (NoSuchFieldException e) {
                for (Class<?> face : c.getInterfaces()) {
                    try {
                        return face.getField(member.name());
                    } catch (NoSuchFieldException inherited) {
                        // the next interface or class may have it
                    }
                }
            }
        }
        throw refused(frame, "the field " + member.name() + " is not found in " + owner.getName(), "compile it again");
    }
}
