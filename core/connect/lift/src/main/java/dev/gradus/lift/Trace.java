package dev.gradus.lift;

import dev.gradus.lift.Values.DoubleArray;
import dev.gradus.lift.Values.Instance;
import dev.gradus.lift.Values.Null;
import dev.gradus.lift.Values.RefArray;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One path through the method: its operations, and for which arguments it is the right one. */
final class Trace {
    /** A comparison of doubles that must have this outcome. */
    record Guard(Object condition, boolean expected, String place) {}

    /** A value that is not a double and must be the same at the next call. */
    record Precondition(Source source, Object value) {
        boolean holds(Object[] arguments) {
            Object now = source.read(arguments);
            if (value instanceof Class<?> type) {
                return now != null && now.getClass() == type;
            } else if (value instanceof Length length) {
                return now != null && now.getClass() == length.type && Array.getLength(now) == length.length;
            }
            return Objects.deepEquals(now == null ? Null.NULL : now, value);
        }
    }

    private static final Block NO_BLOCK = new Block(new Source.Argument(0), new int[0], 1, -1);
    private static final Object[] NO_OPERANDS = {};
    private static final Site OUTSIDE = Site.start();

    private record Length(Class<?> type, int length) {}

    final List<Guard> guards = new ArrayList<>();
    final List<Block> blocks = new ArrayList<>();
    final List<Precondition> preconditions = new ArrayList<>();
    private final Map<Source, Object> imported = new HashMap<>();
    private final Map<Site, Expr> latest = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Source> frozen = new IdentityHashMap<>();
    private final Object[] arguments;
    private final Set<String> named;
    private final Set<String> components = new LinkedHashSet<>();
    private final int limit;
    private int operations;
    private long serial;
    private int differentiated;
    int wheres;

    /** A trace for these arguments, differentiated by record components of these names too. */
    Trace(Object[] arguments, Set<String> named, int limit) {
        this.arguments = arguments;
        this.named = named;
        this.limit = limit;
    }

    /** Checks, after all arguments, that each name is one of a component. */
    void checkNames() {
        for (String name : named) {
            if (!components.contains(name)) {
                throw new IllegalArgumentException(
                        "wrt: no argument has a record component named " + name + "; the components are " + components);
            }
        }
    }

    /** Releases the operations, which the nodes made of them replace. */
    void forget() {
        imported.clear();
        latest.clear();
        guards.replaceAll(guard -> new Guard(0.0, guard.expected, guard.place));
    }

    long nextSerial() {
        return serial++;
    }

    /** The number of objects that were created so far. */
    long serial() {
        return serial;
    }

    /** How many doubles are differentiated. */
    int differentiated() {
        return differentiated;
    }

    /** How many operations were traced. */
    int operations() {
        return operations;
    }

    /** Whether an array existed before the call. */
    boolean isFrozen(Object array) {
        return frozen.containsKey(array);
    }

    /** Applies a function: a number if all operands are numbers, otherwise a new operation. */
    Object apply(Site site, Fn fn, Object... in) {
        double a = Expr.valueOf(in[0]);
        double b = in.length > 1 ? Expr.valueOf(in[1]) : 0;
        double c = in.length > 2 ? Expr.valueOf(in[2]) : 0;
        double value = fn.number(a, b, c);
        for (Object operand : in) {
            if (operand instanceof Expr) {
                return operation(site, fn, in, value);
            }
        }
        return value;
    }

    /** A new operation, or the latest one of an instruction that is repeated with the same operands. */
    private Expr operation(Site site, Fn fn, Object[] in, double value) {
        Expr before = latest.get(site);
        if (before != null && before.fn() == fn && Arrays.equals(before.in(), in)) {
            return before;
        } else if (operations == limit) {
            throw new LiftException(site + ": the method makes more than " + limit + " operations of doubles;"
                    + " lift a smaller part of it, or allow more with Lifted.operations(most).");
        }
        Expr e = new Expr(fn, in, value, site, NO_BLOCK, operations++);
        latest.put(site, e);
        return e;
    }

    // Values from outside

    /** The argument with this index, as the interpreter represents it. */
    Object argument(int index, boolean byPosition) {
        return of(arguments[index], new Source.Argument(index), byPosition, true);
    }

    /** The value of a field that existed before the call. */
    Object field(Source object, Field field) {
        Source source = new Source.OfField(object, field);
        return of(source.read(arguments), source, false, false);
    }

    /** An object that a lambda captured. A captured number cannot change. */
    Object captured(Object object) {
        if (object instanceof Double) {
            return object;
        }
        return of(object, new Source.Captured(object), false, false);
    }

    private Object of(Object real, Source source, boolean wanted, boolean isArgument) {
        Object known = imported.get(source);
        if (known == null) {
            known = imported(real, source, wanted, isArgument);
            imported.put(source, known);
        }
        return known;
    }

    private Object imported(Object real, Source source, boolean wanted, boolean isArgument) {
        if (real instanceof Float || real instanceof float[]) {
            throw new LiftException("A float is read from " + source + "; use double, which the graph computes with.");
        } else if (real instanceof Double number) {
            return element(block(source, 0, wanted, 1), 0, number);
        } else if (real instanceof double[] array) {
            return elements(array, block(source, 1, wanted, array.length), 0, source);
        } else if (real instanceof double[][] rows && Arrays.stream(rows).allMatch(Objects::nonNull)) {
            Block block = block(source, 2, wanted, Block.lengths(rows));
            Object[] elements = new Object[rows.length];
            int start = 0;
            for (int i = 0; i < rows.length; i++) {
                elements[i] = elements(rows[i], block, start, source);
                start += rows[i].length;
            }
            return new RefArray(double[][].class, elements, Optional.of(source), nextSerial());
        } else if (real instanceof Object[] array) {
            preconditions.add(new Precondition(source, new Length(array.getClass(), array.length)));
            Object[] elements = new Object[array.length];
            for (int i = 0; i < elements.length; i++) {
                elements[i] = of(array[i], new Source.OfArray(source, i), wanted, isArgument);
            }
            return new RefArray(array.getClass(), elements, Optional.of(source), nextSerial());
        } else if (real == null) {
            preconditions.add(new Precondition(source, Null.NULL));
            return Null.NULL;
        } else if (real.getClass().isArray()) {
            int length = Array.getLength(real);
            Object copy = Array.newInstance(real.getClass().getComponentType(), length);
            System.arraycopy(real, 0, copy, 0, length);
            preconditions.add(new Precondition(source, copy));
            frozen.put(copy, source);
            return copy;
        } else if (isConcrete(real)) {
            preconditions.add(new Precondition(source, real));
            return unboxed(real);
        }
        return object(real, source, wanted, isArgument);
    }

    private static boolean isConcrete(Object real) {
        return real instanceof Number && real.getClass().getName().startsWith("java.lang.")
                || real instanceof Boolean
                || real instanceof Character
                || real instanceof String;
    }

    /** A boxed primitive value as the interpreter represents it. */
    static Object unboxed(Object real) {
        if (real instanceof Boolean truth) {
            return truth ? 1 : 0;
        } else if (real instanceof Character letter) {
            return (int) letter;
        } else if (real instanceof Short || real instanceof Byte) {
            return ((Number) real).intValue();
        }
        return real;
    }

    private Object object(Object real, Source source, boolean wanted, boolean isArgument) {
        if (real instanceof Enum<?>) {
            preconditions.add(new Precondition(source, real));
            return real;
        }
        preconditions.add(new Precondition(source, real.getClass()));
        if (Methods.isLambda(real)) {
            preconditions.add(new Precondition(source, real));
            return Methods.closure(real, this::captured);
        }
        Instance instance = new Instance(real.getClass(), Optional.of(source), nextSerial());
        if (isArgument && real.getClass().isRecord()) {
            for (RecordComponent component : real.getClass().getRecordComponents()) {
                Field field = accessible(component);
                Source of = new Source.OfField(source, field);
                components.add(field.getName());
                boolean byName = wanted || named.contains(field.getName());
                instance.set(key(field), of(of.read(arguments), of, byName, true));
            }
        }
        return instance;
    }

    /** The key of a field in an {@link Instance}. */
    static String key(Field field) {
        return field.getDeclaringClass().getName() + "." + field.getName();
    }

    private static Field accessible(RecordComponent component) {
        try {
            return accessible(component.getDeclaringRecord().getDeclaredField(component.getName()));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // a record has a field for each component
        }
    }

    /** A field that can be read though it is private. */
    static Field accessible(Field field) {
        if (!field.trySetAccessible()) {
            throw new LiftException("The field " + field.getName() + " of "
                    + field.getDeclaringClass().getName()
                    + " cannot be read; open the package "
                    + field.getDeclaringClass().getPackageName() + " to the module dev.gradus.lift.");
        }
        return field;
    }

    private Block block(Source source, int kind, boolean wanted, int... lengths) {
        Block block = new Block(source, lengths, kind, wanted ? differentiated : -1);
        blocks.add(block);
        if (wanted) {
            differentiated += block.size();
        }
        return block;
    }

    private static Expr element(Block block, int index, double number) {
        return new Expr(Fn.ELEMENT, NO_OPERANDS, number, OUTSIDE, block, index);
    }

    private DoubleArray elements(double[] array, Block block, int start, Source source) {
        DoubleArray elements = new DoubleArray(array.clone(), Optional.of(source), nextSerial());
        for (int i = 0; i < array.length; i++) {
            elements.set(i, element(block, start + i, array[i]));
        }
        return elements;
    }
}
